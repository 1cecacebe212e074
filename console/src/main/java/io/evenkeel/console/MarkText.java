package io.evenkeel.console;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Marks;
import java.util.ArrayList;
import java.util.List;

/// What people have said about an incident, in words.
final class MarkText {
  private MarkText() {}

  static List<String> lines(Marks marks) {
    List<String> lines = new ArrayList<>();
    marks.acknowledged().ifPresent(word -> lines.add(line("has taken it on", word)));
    marks
        .overruled()
        .ifPresent(mark ->
            lines.add(
                line(
                    mark.next() == Decision.OK
                        ? "keeps the champion as it is"
                        : "ordered " + mark.next().code() + " next",
                    mark.word())));
    marks
        .suppressed()
        .ifPresent(mark ->
            lines.add(
                line(
                    "holds it for noise"
                        + mark.until().map(end -> " until " + TimeText.second(end)).orElse(""),
                    mark.word())));
    marks
        .merged()
        .ifPresent(
            mark -> lines.add(line("says that it is a part of " + mark.into(), mark.word())));
    marks.closed().ifPresent(word -> lines.add(line("closed it", word)));
    return lines;
  }

  private static String line(String what, Marks.Word word) {
    return "%s %s, %s: %s".formatted(word.who(), what, TimeText.second(word.at()), word.why());
  }
}
