package io.evenkeel.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads Universal Binary JSON (draft 12, with the optimized containers `$` and `#`) as XGBoost
/// writes it. No bytes, however damaged, lead to anything but a value or a [BundleException], and
/// memory stays within a small multiple of the input. Owned by the thread that made it.
final class UbjReader {
  static final int DEEPEST = 32;

  private final ByteBuffer bytes;
  private final String source;

  private UbjReader(byte[] bytes, String source) {
    this.bytes = ByteBuffer.wrap(bytes);
    this.source = source;
  }

  /// @param source the name of the file, for messages
  static Ubj read(byte[] bytes, String source) {
    UbjReader reader = new UbjReader(bytes, source);
    Ubj value = reader.value(reader.marker(), 0);
    if (reader.bytes.hasRemaining()) {
      throw reader.damaged("has bytes after its end");
    }
    return value;
  }

  private Ubj value(char marker, int depth) {
    if (depth > DEEPEST) {
      throw damaged("is nested too deeply");
    }
    return switch (marker) {
      case '{' -> members(depth);
      case '[' -> list(depth);
      case 'S' -> new Ubj.Text(string());
      case 'C' -> new Ubj.Text(String.valueOf(marker()));
      case 'T' -> new Ubj.Flag(true);
      case 'F' -> new Ubj.Flag(false);
      case 'Z' -> new Ubj.Nothing();
      default -> new Ubj.Scalar(number(marker));
    };
  }

  private Ubj members(int depth) {
    Header header = header();
    Map<String, Ubj> byKey = new LinkedHashMap<>();
    if (header.count() >= 0) {
      for (int i = 0; i < header.count(); i++) {
        member(byKey, header, depth);
      }
    } else {
      while (!endsWith('}')) {
        member(byKey, header, depth);
      }
    }
    return new Ubj.Members(byKey);
  }

  private void member(Map<String, Ubj> byKey, Header header, int depth) {
    String key = string();
    if (byKey.put(key, value(header.typed() ? header.type() : marker(), depth + 1)) != null) {
      throw damaged("has the key " + key + " twice");
    }
  }

  private Ubj list(int depth) {
    Header header = header();
    if (header.typed() && width(header.type()) > 0) {
      need((long) header.count() * width(header.type()));
      double[] values = new double[header.count()];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(header.type());
      }
      return new Ubj.Numbers(values);
    }
    List<Ubj> values = new ArrayList<>();
    if (header.count() >= 0) {
      for (int i = 0; i < header.count(); i++) {
        values.add(value(header.typed() ? header.type() : marker(), depth + 1));
      }
    } else {
      while (!endsWith(']')) {
        values.add(value(marker(), depth + 1));
      }
    }
    return new Ubj.Items(values);
  }

  /// What stands between the opening bracket of a container and its first value.
  ///
  /// @param typed whether all values are of one type, whose marker is then not repeated
  /// @param type that type
  /// @param count the number of values; negative when a closing bracket ends them
  private record Header(boolean typed, char type, int count) {}

  private Header header() {
    boolean typed = take('$');
    char type = typed ? marker() : ' ';
    if (typed && "ZTFN".indexOf(type) >= 0) {
      // Such values take no bytes, so that any count would do.
      throw damaged("has a list of valueless type " + type);
    }
    if (take('#')) {
      return new Header(typed, type, length());
    }
    if (typed) {
      throw damaged("has a typed list without a count");
    }
    return new Header(false, ' ', -1);
  }

  private boolean endsWith(char closing) {
    return take(closing);
  }

  /// Steps over the next byte when it is the given one.
  private boolean take(char expected) {
    need(1);
    if (bytes.get(bytes.position()) != expected) {
      return false;
    }
    bytes.get();
    return true;
  }

  private char marker() {
    need(1);
    return (char) (bytes.get() & 0xFF);
  }

  private String string() {
    byte[] text = new byte[length()];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// A count or a length. What it counts takes at least a byte each.
  private int length() {
    char marker = marker();
    if ("iUIlL".indexOf(marker) < 0) {
      throw damaged("has a length of type " + printable(marker));
    }
    long length = (long) number(marker);
    if (length < 0) {
      throw damaged("has a negative length");
    }
    need(length);
    return (int) length;
  }

  private double number(char marker) {
    int width = width(marker);
    if (width == 0) {
      throw damaged("has a value of unknown type " + printable(marker));
    }
    need(width);
    return switch (marker) {
      case 'i' -> bytes.get();
      case 'U' -> bytes.get() & 0xFF;
      case 'I' -> bytes.getShort();
      case 'l' -> bytes.getInt();
      case 'L' -> bytes.getLong();
      case 'd' -> bytes.getFloat();
      default -> bytes.getDouble();
    };
  }

  /// Bytes of a number of this type; 0 when the type is not numeric.
  private static int width(char marker) {
    return switch (marker) {
      case 'i', 'U' -> 1;
      case 'I' -> 2;
      case 'l', 'd' -> 4;
      case 'L', 'D' -> 8;
      default -> 0;
    };
  }

  private void need(long count) {
    if (count > bytes.remaining()) {
      throw damaged("ends early");
    }
  }

  private static String printable(char marker) {
    return marker > ' ' && marker < 0x7F ? "'" + marker + "'" : "0x" + Integer.toHexString(marker);
  }

  private BundleException damaged(String what) {
    return new BundleException(
        source + ": is not a model in UBJSON: " + what + " (at byte " + bytes.position() + ")");
  }
}
