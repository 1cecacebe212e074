package io.evenkeel.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads the JSON form in which XGBoost can save a model, into the values of its binary form. No
/// bytes lead to anything but a value or a [BundleException].
final class JsonForm {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(UbjReader.DEEPEST).build())
          .build();

  private final JsonParser parser;
  private final String source;

  private JsonForm(JsonParser parser, String source) {
    this.parser = parser;
    this.source = source;
  }

  /// Whether these bytes begin as JSON does. XGBoost tells the formats apart in the same way: in
  /// the binary form a length or a count follows the bracket.
  static boolean is(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == '{' && " \t\r\n\"}".indexOf(bytes[1]) >= 0;
  }

  /// @param source the name of the file, for messages
  static Ubj read(byte[] bytes, String source) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      JsonForm form = new JsonForm(parser, source);
      Ubj value = form.value(form.next());
      if (parser.nextToken() != null) {
        throw form.damaged("has more after its end");
      }
      return value;
    } catch (JacksonException e) {
      throw new BundleException(source + ": is not a model in JSON: " + e.getOriginalMessage(), e);
    }
  }

  private Ubj value(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> members();
      case START_ARRAY -> list();
      case VALUE_STRING -> new Ubj.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Ubj.Scalar(parser.getDoubleValue());
      case VALUE_TRUE -> new Ubj.Flag(true);
      case VALUE_FALSE -> new Ubj.Flag(false);
      case VALUE_NULL -> new Ubj.Nothing();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw damaged("has an unexpected " + token);
    };
  }

  private Ubj members() {
    Map<String, Ubj> byKey = new LinkedHashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (byKey.put(key, value(next())) != null) {
        throw damaged("has the key " + key + " twice");
      }
    }
    return new Ubj.Members(byKey);
  }

  private Ubj list() {
    List<Ubj> values = new ArrayList<>();
    boolean numbers = true;
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      Ubj value = value(token);
      numbers &= value instanceof Ubj.Scalar;
      values.add(value);
    }
    if (values.isEmpty() || !numbers) {
      return new Ubj.Items(values);
    }
    // A value of its own for every number of every tree would take many times the memory.
    double[] plain = new double[values.size()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = values.get(i) instanceof Ubj.Scalar(double number) ? number : Double.NaN;
    }
    return new Ubj.Numbers(plain);
  }

  private JsonToken next() {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw damaged("ends early");
    }
    return token;
  }

  private BundleException damaged(String what) {
    return new BundleException(source + ": is not a model in JSON: " + what);
  }
}
