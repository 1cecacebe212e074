package io.evenkeel.registry;

import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.JournalEntry.Phase;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.mlflow.Mlflow.Standing;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Moves of the alias in MLflow that somebody else made. They are noted in the journal (step
/// `registry`, codes `foreign` and `settled`) and not fought: while the newest note is `foreign`,
/// nothing is promoted automatically.
///
/// Safe for use by many threads and processes.
public final class ForeignMoves {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignMoves.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String STEP = "registry";
  private static final String FOREIGN = "foreign";
  private static final String SETTLED = "settled";

  private final Journal journal;

  /// @param ledger holds the notes
  public ForeignMoves(Ledger ledger) {
    this.journal = ledger.journal();
  }

  /// What stands foreign and what a person can do about it, in words; empty when nothing does.
  public Optional<String> standing() {
    return newest()
        .filter(entry -> entry.code().equals(FOREIGN))
        .map(entry -> field(entry, "describe"));
  }

  /// Compares where the alias stands with where it may stand, and notes what has changed.
  ///
  /// @param standing where it stands in MLflow
  /// @param allowed the versions that it may name: the champion, or, while moves are on their way,
  ///   those that they lead from and to
  public void judge(Standing standing, Set<String> allowed) {
    switch (standing) {
      case Standing.Away _ -> {}
      case Standing.Unset _ ->
          settle("", "the alias champion in MLflow names nothing; the next move sets it");
      case Standing.Ours(String version, _, String number) -> {
        if (allowed.contains(version)) {
          settle(number, "the alias champion in MLflow names " + version + " again");
        } else {
          foreign(number, "version " + number + " (" + version + ")", allowed);
        }
      }
      case Standing.Foreign(String number) -> {
        boolean moving = allowed.size() > 1;
        if (!(moving && takenOver(number))) {
          foreign(number, "version " + number + ", which did not come from here", allowed);
        }
      }
    }
  }

  /// Notes that what stood foreign is settled; nothing when nothing did.
  ///
  /// @param number the number in MLflow on which the alias stands
  /// @param describe how, in words
  void settle(String number, String describe) {
    if (standing().isPresent()) {
      LOG.info("{}", describe);
      note(SETTLED, number, describe);
    }
  }

  /// Notes that a version was taken over, whether its move was noted before or not.
  void takenOver(String number, String describe) {
    note(SETTLED, number, describe);
  }

  /// Whether this very version was taken over and its own copy is only on its way.
  private boolean takenOver(String number) {
    return newest()
        .filter(entry -> entry.code().equals(SETTLED) && field(entry, "number").equals(number))
        .isPresent();
  }

  private void foreign(String number, String names, Set<String> allowed) {
    String describe =
        "somebody moved the alias champion in MLflow: it names %s, the ledger says %s; run ./evenkeel registry adopt to take that over, or set the alias back"
            .formatted(names, String.join(" or ", allowed.stream().sorted().toList()));
    if (!standing().equals(Optional.of(describe))) {
      LOG.error("{}; nothing is promoted automatically until then", describe);
      note(FOREIGN, number, describe);
    }
  }

  private void note(String code, String number, String describe) {
    String detail =
        JSON.createObjectNode().put("describe", describe).put("number", number).toString();
    journal.note("", STEP, code, detail);
  }

  private Optional<JournalEntry> newest() {
    return journal.newest(STEP, Phase.NOTE);
  }

  private static String field(JournalEntry entry, String name) {
    try {
      return JSON.readTree(entry.detail()).path(name).asString("");
    } catch (JacksonException e) {
      throw new IllegalStateException("journal entry " + entry.sequence() + " is malformed", e);
    }
  }
}
