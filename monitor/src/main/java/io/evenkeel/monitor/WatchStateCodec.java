package io.evenkeel.monitor;

import io.evenkeel.drift.FeatureEvidence;
import io.evenkeel.drift.Verdict;
import io.evenkeel.events.EventTail.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;

/// The state of the watch as bytes: a mark, the version of the form, the fields, a checksum.
final class WatchStateCodec {
  private static final int MARK = 0x45574b33;

  /// The form before, which did not hold what was told and how many rows came early.
  private static final int MARK_BEFORE = 0x45574b32;

  private static final int CHECKSUM = Long.BYTES;
  private static final int MOST = 1 << 24;

  private WatchStateCodec() {}

  static byte[] write(WatchState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeUTF(state.version());
      out.writeLong(state.sequence());
      out.writeUTF(state.bins());
      out.writeLong(state.sliceMillis());
      out.writeInt(state.read().offsets().size());
      for (Map.Entry<String, Long> offset : new TreeMap<>(state.read().offsets()).entrySet()) {
        out.writeUTF(offset.getKey());
        out.writeLong(offset.getValue());
      }
      out.writeLong(state.judged());
      out.writeInt(state.waiting().size());
      for (Map.Entry<Long, long[]> slice : state.waiting().entrySet()) {
        out.writeLong(slice.getKey());
        out.writeInt(slice.getValue().length);
        for (long number : slice.getValue()) {
          out.writeLong(number);
        }
      }
      out.writeInt(state.detector().length);
      out.write(state.detector());
      out.writeBoolean(state.raised().isPresent());
      if (state.raised().isPresent()) {
        write(state.raised().get(), out);
      }
      write(state.told(), out);
      write(state.clock(), out);
      out.writeInt(state.day().length);
      out.write(state.day());
      write(state.tally(), out);
      out.writeDouble(state.evidence());
      out.writeDouble(state.threshold());
      out.flush();
      out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return bytes.toByteArray();
  }

  /// @throws IllegalArgumentException when these bytes are no whole state
  static WatchState read(byte[] bytes) {
    int end = bytes.length - CHECKSUM;
    if (end < 0) {
      throw new IllegalArgumentException("the state of the watch is too short: " + bytes.length);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int mark = in.readInt();
      if (mark != MARK && mark != MARK_BEFORE) {
        throw new IllegalArgumentException("the state of the watch has another form");
      }
      try (DataInputStream sum =
          new DataInputStream(new ByteArrayInputStream(bytes, end, CHECKSUM))) {
        if (sum.readLong() != checksum(bytes, end)) {
          throw new IllegalArgumentException("the state of the watch is torn or altered");
        }
      }
      return state(in, mark == MARK);
    } catch (IOException | DateTimeException e) {
      throw new IllegalArgumentException("the state of the watch cannot be read", e);
    }
  }

  private static WatchState state(DataInputStream in, boolean whole) throws IOException {
    String version = in.readUTF();
    long sequence = in.readLong();
    String bins = in.readUTF();
    long sliceMillis = in.readLong();
    Map<String, Long> offsets = new HashMap<>();
    for (int i = size(in); i > 0; i--) {
      offsets.put(in.readUTF(), in.readLong());
    }
    long judged = in.readLong();
    TreeMap<Long, long[]> waiting = new TreeMap<>();
    for (int i = size(in); i > 0; i--) {
      long slice = in.readLong();
      long[] numbers = new long[size(in)];
      for (int n = 0; n < numbers.length; n++) {
        numbers[n] = in.readLong();
      }
      waiting.put(slice, numbers);
    }
    byte[] detector = bytes(in);
    Optional<Lookout.Raised> raised = in.readBoolean() ? Optional.of(raised(in)) : Optional.empty();
    Told told =
        whole
            ? told(in)
            : raised.map(one -> Told.of(one.finding().suspects())).orElseGet(Told::nothing);
    return new WatchState(
        version,
        sequence,
        bins,
        sliceMillis,
        new Position(offsets),
        judged,
        waiting,
        detector,
        raised,
        told,
        clock(in),
        bytes(in),
        new WatchState.Tally(
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            whole ? in.readLong() : 0,
            instant(in)),
        in.readDouble(),
        in.readDouble());
  }

  private static void write(Lookout.Raised raised, DataOutputStream out) throws IOException {
    WatchFinding finding = raised.finding();
    write(finding.alarm(), out);
    write(finding.onset(), out);
    out.writeDouble(finding.evidence());
    out.writeDouble(finding.threshold());
    out.writeInt(finding.features().size());
    for (FeatureEvidence feature : finding.features()) {
      out.writeUTF(feature.feature());
      out.writeDouble(feature.logEvidence());
    }
    write(raised.last(), out);
  }

  private static Lookout.Raised raised(DataInputStream in) throws IOException {
    Instant alarm = instant(in);
    Instant onset = instant(in);
    double evidence = in.readDouble();
    double threshold = in.readDouble();
    List<FeatureEvidence> features = new ArrayList<>();
    for (int i = size(in); i > 0; i--) {
      features.add(new FeatureEvidence(in.readUTF(), in.readDouble()));
    }
    return new Lookout.Raised(
        new WatchFinding(alarm, onset, evidence, threshold, features), instant(in));
  }

  private static void write(Told told, DataOutputStream out) throws IOException {
    out.writeInt(told.features().size());
    for (String feature : told.features()) {
      out.writeUTF(feature);
    }
    out.writeDouble(told.strength());
    out.writeLong(told.slice());
  }

  private static Told told(DataInputStream in) throws IOException {
    TreeSet<String> features = new TreeSet<>();
    for (int i = size(in); i > 0; i--) {
      features.add(in.readUTF());
    }
    return new Told(features, in.readDouble(), in.readLong());
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[size(in)];
    in.readFully(bytes);
    return bytes;
  }

  private static void write(Optional<Lookout.Day> clock, DataOutputStream out) throws IOException {
    Verdict verdict =
        clock.map(Lookout.Day::verdict).orElseGet(() -> new Verdict.NotEnoughData(0, 0));
    write(clock.map(Lookout.Day::over).orElse(Instant.EPOCH), out);
    switch (verdict) {
      case Verdict.NotEnoughData _ -> out.writeByte(0);
      case Verdict.Stable(double score) -> {
        out.writeByte(1);
        out.writeDouble(score);
      }
      case Verdict.Drifted(double score) -> {
        out.writeByte(2);
        out.writeDouble(score);
      }
    }
  }

  private static Optional<Lookout.Day> clock(DataInputStream in) throws IOException {
    Instant over = instant(in);
    Optional<Verdict> verdict = verdict(in);
    return verdict.map(said -> new Lookout.Day(over, said));
  }

  private static Optional<Verdict> verdict(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new Verdict.Stable(in.readDouble()));
      case 2 -> Optional.of(new Verdict.Drifted(in.readDouble()));
      default -> throw new IllegalArgumentException("the watch's verdict on the clock is unknown");
    };
  }

  private static void write(WatchState.Tally tally, DataOutputStream out) throws IOException {
    out.writeLong(tally.alarms());
    out.writeLong(tally.rows());
    out.writeLong(tally.repeated());
    out.writeLong(tally.left());
    out.writeLong(tally.early());
    write(tally.last(), out);
  }

  private static void write(Instant time, DataOutputStream out) throws IOException {
    out.writeLong(time.getEpochSecond());
    out.writeInt(time.getNano());
  }

  private static Instant instant(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private static int size(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > MOST) {
      throw new IllegalArgumentException("the state of the watch holds a list of " + size);
    }
    return size;
  }

  private static long checksum(byte[] bytes, int end) {
    CRC32 sum = new CRC32();
    sum.update(bytes, 0, end);
    return sum.getValue();
  }
}
