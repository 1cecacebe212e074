package io.evenkeel.console;

import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.Marks;
import io.evenkeel.incident.Timeline;
import io.evenkeel.ledger.Head;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What happened in one incident, from the journal, the reports and the event log. Written of an
/// incident that is not over, it tells how far it has come.
///
/// @param id the incident
/// @param state where it stands
/// @param written when this was put together
/// @param version the version that served when it was opened
/// @param serving the version that serves now; empty when none does
/// @param cause what drifted, or what was wrong with the data
/// @param end how it ended
/// @param timeline when it came how far
/// @param marks what people have said about it
/// @param impact what it had in its reach
/// @param story every fact of the journal, oldest first
/// @param evidence the reports that were decided on, as far as they are kept
/// @param refusals what was not done, and why
/// @param changes of the champion that it led to
/// @param earlier earlier incidents of the same cause, oldest first
/// @param well what went well
/// @param badly what did not
/// @param head the head of the ledger's chain when this was put together: whoever keeps it can
///   prove later that nothing of this was altered
public record PostMortem(
    String id,
    IncidentState state,
    Instant written,
    String version,
    String serving,
    List<String> cause,
    End end,
    Timeline timeline,
    Marks marks,
    Impact impact,
    List<Entry> story,
    List<Evidence> evidence,
    List<Refusal> refusals,
    List<Change> changes,
    List<Earlier> earlier,
    List<String> well,
    List<String> badly,
    Head head) {
  /// Copies the lists.
  public PostMortem {
    cause = List.copyOf(cause);
    story = List.copyOf(story);
    evidence = List.copyOf(evidence);
    refusals = List.copyOf(refusals);
    changes = List.copyOf(changes);
    earlier = List.copyOf(earlier);
    well = List.copyOf(well);
    badly = List.copyOf(badly);
  }

  /// How an incident ended.
  public sealed interface End {
    /// Recovery was measured.
    ///
    /// @param took from the onset, or the report where that is unknown
    record Measured(Duration took) implements End {}

    /// A person closed it; nobody measured anything.
    ///
    /// @param word who, why and when
    record ClosedBy(Marks.Word word) implements End {}

    /// It has not ended.
    record Open() implements End {}
  }

  /// One line of the story.
  ///
  /// @param at when it was written
  /// @param kind what kind of fact it is, in one word
  /// @param what it says
  public record Entry(Instant at, String kind, String what) {}

  /// What one report said.
  ///
  /// @param report its id
  /// @param at when the check was made
  /// @param version the version that it is about
  /// @param rows rows of its window
  /// @param driftScore the share of drifted features; empty with too little data
  /// @param features what each feature did, the drifted ones first
  /// @param faults what was wrong with the data, in words
  /// @param watch since when the watch knew of it, in words; empty where it had not alarmed
  public record Evidence(
      String report,
      Instant at,
      String version,
      long rows,
      OptionalDouble driftScore,
      List<Feature> features,
      List<String> faults,
      String watch) {
    /// Copies the lists.
    public Evidence {
      features = List.copyOf(features);
      faults = List.copyOf(faults);
    }
  }

  /// What one feature did.
  ///
  /// @param name the feature
  /// @param test the code of its test
  /// @param score the distance; NaN with too few values
  /// @param limit from which on it counts as drifted
  /// @param drifted whether it did
  public record Feature(String name, String test, double score, double limit, boolean drifted) {}

  /// Something that was not done.
  ///
  /// @param at when
  /// @param action what was to be done
  /// @param code the guard that refused it, or what else came of it
  /// @param why in words
  public record Refusal(Instant at, String action, String code, String why) {}

  /// A change of the champion.
  ///
  /// @param at since when it held
  /// @param version what served since
  /// @param why as it is recorded
  /// @param digest the digest of its bundle; empty where it is not recorded
  public record Change(Instant at, String version, String why, String digest) {}

  /// An earlier incident of the same cause.
  ///
  /// @param id its id
  /// @param detected when it was detected
  /// @param end how it ended, in words
  public record Earlier(String id, Instant detected, String end) {}

  /// A step and how long it took.
  ///
  /// @param name in one word
  /// @param meaning from what to what
  /// @param took how long; empty where one of the two is not known
  public record Step(String name, String meaning, Optional<Duration> took) {}

  /// The times that it took: to detect, to decide, to act, to verify, and to recover as a whole.
  public List<Step> steps() {
    Optional<Instant> detected = Optional.of(timeline.detected());
    return List.of(
        new Step("detect", "onset to report", between(timeline.onset(), detected)),
        new Step("decide", "report to decision", between(detected, timeline.decided())),
        new Step("act", "decision to effect", between(timeline.decided(), timeline.acted())),
        new Step("verify", "effect to proof", between(timeline.acted(), timeline.resolved())),
        new Step(
            "recover",
            timeline.onset().isPresent() ? "onset to proof" : "report to proof",
            between(timeline.onset().or(() -> detected), timeline.resolved())));
  }

  private static Optional<Duration> between(Optional<Instant> from, Optional<Instant> to) {
    return from.flatMap(start -> to.map(end -> Duration.between(start, end)));
  }

  /// The whole in one line, for titles.
  public String headline() {
    return switch (end) {
      case End.Measured(Duration took) ->
          "Recovered in %s, by measurement".formatted(TimeText.span(took));
      case End.ClosedBy(Marks.Word word) -> "Closed by %s, not measured".formatted(word.who());
      case End.Open _ -> "Not over: " + state.code();
    };
  }
}
