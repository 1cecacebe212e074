package io.evenkeel.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What an incident had in its reach, in words.
final class ImpactText {
  private ImpactText() {}

  /// A figure and what it means.
  ///
  /// @param value for instance `1,204 INR`
  /// @param meaning in a few words
  record Figure(String value, String meaning) {}

  static List<String> lines(Impact impact) {
    return switch (impact) {
      case Impact.Unknown(String reason) -> List.of("Not known: " + reason + ".");
      case Impact.Measured measured -> {
        List<String> lines = new ArrayList<>();
        figures(measured).forEach(figure -> lines.add(figure.value() + ": " + figure.meaning()));
        lines.add(span(measured));
        yield lines;
      }
    };
  }

  /// The figures, the most telling first.
  static List<Figure> figures(Impact.Measured impact) {
    List<Figure> figures = new ArrayList<>();
    switch (impact.money()) {
      case Impact.Money.Counted money -> {
        figures.add(
            new Figure(
                money(money.scored(), money),
                "scored, %s requests".formatted(count(impact.requests()))));
        figures.add(
            new Figure(
                money(money.flagged(), money),
                "called fraud, %s requests".formatted(count(impact.flagged()))));
        figures.add(
            new Figure(
                money(money.missed(), money),
                "missed, %s frauds by the labels so far (%s caught: %s)"
                    .formatted(
                        count(impact.missed()),
                        count(impact.caught()),
                        money(money.caught(), money))));
        figures.add(
            new Figure(
                money(money.estimatedMissed(), money),
                "missed by estimate: the labels where there are any, amount times score elsewhere"));
      }
      case Impact.Money.None _ -> {
        figures.add(new Figure(count(impact.requests()), "requests scored"));
        figures.add(new Figure(count(impact.flagged()), "called fraud"));
        figures.add(
            new Figure(
                count(impact.missed()),
                "frauds missed by the labels so far (%s caught)"
                    .formatted(count(impact.caught()))));
      }
    }
    return figures;
  }

  /// Of which time the figures are.
  static String span(Impact.Measured impact) {
    return "From %s to %s%s."
        .formatted(
            TimeText.second(impact.from()),
            TimeText.second(impact.until()),
            impact.whole() ? "" : ", of which only the first requests were counted");
  }

  private static String money(double sum, Impact.Money.Counted money) {
    String number = String.format(Locale.ROOT, "%,.0f", sum);
    return money.unit().isEmpty() ? number : number + " " + money.unit();
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
