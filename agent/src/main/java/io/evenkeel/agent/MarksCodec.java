package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Marks;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/// The marks of an incident as part of its document. A mark that nobody set is left out, so that
/// documents of older programs, which know none, are read as they are.
final class MarksCodec {
  private MarksCodec() {}

  static void write(Marks marks, ObjectNode node) {
    marks.acknowledged().ifPresent(word -> word(word, node.putObject("acknowledged")));
    marks
        .overruled()
        .ifPresent(
            mark -> word(mark.word(), node.putObject("overruled")).put("next", mark.next().code()));
    marks.closed().ifPresent(word -> word(word, node.putObject("closed")));
    marks
        .suppressed()
        .ifPresent(mark -> {
          ObjectNode field = word(mark.word(), node.putObject("suppressed"));
          mark.until().ifPresent(until -> field.put("until", until.toString()));
        });
    marks
        .merged()
        .ifPresent(mark -> word(mark.word(), node.putObject("merged")).put("into", mark.into()));
  }

  static Marks read(JsonFields fields) {
    Marks marks =
        new Marks(
            field(fields, "acknowledged", MarksCodec::word),
            field(
                fields,
                "overruled",
                mark -> new Marks.Overruled(Decision.ofCode(mark.text("next")), word(mark))),
            field(fields, "closed", MarksCodec::word),
            field(
                fields,
                "suppressed",
                mark -> new Marks.Suppressed(time(mark, "until"), word(mark))),
            field(fields, "merged", mark -> new Marks.Merged(mark.text("into"), word(mark))));
    fields.end();
    return marks;
  }

  private static ObjectNode word(Marks.Word word, ObjectNode node) {
    return node.put("who", word.who()).put("why", word.why()).put("at", word.at().toString());
  }

  private static Marks.Word word(JsonFields fields) {
    return new Marks.Word(fields.text("who"), fields.text("why"), fields.time("at"));
  }

  private static Optional<Instant> time(JsonFields fields, String name) {
    return fields.has(name) ? Optional.of(fields.time(name)) : Optional.empty();
  }

  private static <T> Optional<T> field(
      JsonFields fields, String name, Function<JsonFields, T> reader) {
    if (!fields.has(name)) {
      return Optional.empty();
    }
    JsonFields mark = fields.fields(name);
    T read = reader.apply(mark);
    mark.end();
    return Optional.of(read);
  }
}
