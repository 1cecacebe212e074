package io.evenkeel.app;

import io.evenkeel.incident.PlannedEvent.Effect;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/// The effects of planned events as settings write them: `more-budget`, `hold`.
final class EffectWords {
  private EffectWords() {}

  private static String word(Effect effect) {
    return effect.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static final class Writer extends ValueSerializer<Effect> {
    @Override
    public void serialize(Effect value, JsonGenerator out, SerializationContext context) {
      out.writeString(word(value));
    }
  }

  static final class Parser extends ValueDeserializer<Effect> {
    @Override
    public Effect deserialize(JsonParser in, DeserializationContext context) {
      String text = String.valueOf(in.getString());
      List<Effect> known = List.of(Effect.values());
      return known.stream()
          .filter(effect -> word(effect).equals(text))
          .findFirst()
          .orElseThrow(() ->
              new IllegalArgumentException(
                  "must be one of %s, was %s"
                      .formatted(known.stream().map(EffectWords::word).toList(), text)));
    }
  }
}
