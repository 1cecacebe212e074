package io.evenkeel.alerts;

import io.evenkeel.alerts.Notice.Kind;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.IncidentState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Notices to send: the story of one incident, and hostile ones.
final class TestingNotices {
  static final Instant NOON = TestingAlerts.NOON;
  static final String HOSTILE = "<!channel> & <http://evil.example|x> @here\n*bold* \u202egnp";

  private TestingNotices() {}

  static Notice decided(String incident) {
    return notice(incident, Kind.DECIDED, IncidentState.OPEN, NOON, Decision.RETRAIN);
  }

  static Notice alerted(String incident) {
    return notice(incident, Kind.DECIDED, IncidentState.OPEN, NOON, Decision.ALERT);
  }

  static Notice acted(String incident) {
    return notice(
        incident, Kind.ACTED, IncidentState.MITIGATING, NOON.plusSeconds(60), Decision.RETRAIN);
  }

  static Notice resolved(String incident) {
    return notice(
        incident, Kind.RESOLVED, IncidentState.RESOLVED, NOON.plusSeconds(120), Decision.RETRAIN);
  }

  static Notice of(Kind kind, IncidentState state, Decision decision) {
    return notice("inc-1", kind, state, NOON, decision);
  }

  static Notice notice(
      String incident, Kind kind, IncidentState state, Instant time, Decision decision) {
    boolean acted = kind == Kind.ACTED;
    return new Notice(
        incident,
        incident + "/" + number(kind),
        time,
        kind,
        state,
        "fraud_model",
        acted ? "v2" : "v1",
        decision,
        "rules",
        0.95,
        "drift score 0.6250 is above 0.50",
        OptionalDouble.of(0.625),
        List.of(
            new Notice.MovedFeature("hour", "wasserstein", 0.4375, 0.1),
            new Notice.MovedFeature("amount", "wasserstein", 0.812, 0.1)),
        List.of("receiver_age_days: 8.0 % of the values are missing"),
        acted ? "v2 was promoted: ROC-AUC 0.941 against 0.902" : "",
        acted ? Optional.of(new Notice.Change("v1", "v2")) : Optional.empty(),
        Optional.of(Duration.ofMillis(18_400)),
        kind == Kind.RESOLVED ? Optional.of(Duration.ofSeconds(138)) : Optional.empty(),
        "Nothing; recovery is being watched.");
  }

  private static int number(Kind kind) {
    return switch (kind) {
      case DECIDED -> 1;
      case ACTED -> 2;
      case NOT_ACTED -> 3;
      case MITIGATED -> 4;
      case RESOLVED -> 5;
      case REOPENED -> 6;
    };
  }

  /// What an attacker would like to see sent, in every place that holds words.
  static Notice hostile() {
    return worded("inc-1", HOSTILE, 6);
  }

  /// Every text as long as a careless writer could make it, every character the costliest.
  static Notice huge() {
    return worded("i".repeat(2_000), "\"<&\\>\ud83d\ude00".repeat(3_000), 60);
  }

  static Notice worded(String incident, String words, int features) {
    return new Notice(
        incident,
        "key " + incident,
        NOON,
        Kind.ACTED,
        IncidentState.MITIGATING,
        words,
        words,
        Decision.RETRAIN,
        words,
        0.5,
        words,
        OptionalDouble.empty(),
        IntStream.range(0, features)
            .mapToObj(i -> new Notice.MovedFeature(words + i, words, i + 0.5, 0.1))
            .toList(),
        IntStream.range(0, features).mapToObj(i -> words + i).toList(),
        words,
        Optional.of(new Notice.Change(words, words)),
        Optional.empty(),
        Optional.empty(),
        words);
  }
}
