package io.evenkeel.agent;

import io.evenkeel.incident.Decision;
import io.evenkeel.incident.History;
import io.evenkeel.incident.IncidentState;
import io.evenkeel.incident.PastAction;
import io.evenkeel.incident.PastAction.Result;
import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.LedgerException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the journal says of the past, as the guards ask for it. Reads on from where it stopped.
///
/// A person who lets the agent act anew ([Pauses]) gives it a fresh start: what was before does not
/// count.
///
/// Owned by the agent's thread.
final class Retrospect {
  private static final Logger LOG = LoggerFactory.getLogger(Retrospect.class);
  private static final int AT_ONCE = 1000;

  /// More than any limit can count.
  private static final int KEPT = 1000;

  private final Journal journal;
  private final SequencedMap<String, PastAction> actions = new LinkedHashMap<>();
  private final List<Instant> openings = new ArrayList<>();
  private final Map<String, String> latestChanges = new HashMap<>();
  private final Map<String, String> states = new HashMap<>();
  private long read;

  Retrospect(Journal journal) {
    this.journal = journal;
  }

  /// The past up to now; empty where the journal cannot be read.
  Optional<History> history() {
    try {
      for (List<JournalEntry> next = journal.after(read, AT_ONCE);
          !next.isEmpty();
          next = journal.after(read, AT_ONCE)) {
        next.forEach(this::add);
        read = next.getLast().sequence();
      }
    } catch (LedgerException e) {
      LOG.error("cannot read what was done before", e);
      return Optional.empty();
    }
    return Optional.of(new History(List.copyOf(actions.values()), openings));
  }

  private void add(JournalEntry entry) {
    switch (entry.step()) {
      case "rollback", "retrain" -> acted(entry);
      case Details.INCIDENT -> moved(entry);
      case Details.VERIFY, Details.REAPPRAISAL -> verified(entry);
      case Details.PERSON -> {
        if (entry.code().equals(Pauses.RESUMED)) {
          actions.clear();
          openings.clear();
          latestChanges.clear();
        }
      }
      default -> {}
    }
  }

  private void acted(JournalEntry entry) {
    String key = entry.key();
    switch (entry.phase()) {
      case INTENT -> {
        actions.put(
            key,
            new PastAction(
                key,
                Decision.ofCode(entry.step()),
                Remedies.Order.isByVerification(report(entry)),
                entry.time(),
                entry.time(),
                Result.RUNNING));
        if (actions.size() > KEPT) {
          actions.pollFirstEntry();
        }
      }
      case DONE -> {
        settle(key, Result.UNPROVEN, entry.time());
        latestChanges.put(entry.incident(), key);
      }
      case FAILED ->
          settle(
              key,
              switch (entry.code()) {
                case "refused" -> Result.REFUSED;
                case "interrupted" -> Result.INTERRUPTED;
                default -> Result.FAILED;
              },
              entry.time());
      case NOTE -> {}
    }
  }

  private void moved(JournalEntry entry) {
    String before = states.getOrDefault(entry.incident(), "");
    String state = entry.code();
    states.put(entry.incident(), state);
    if (state.equals(IncidentState.MITIGATED.code())) {
      latest(entry)
          .filter(past -> past.result() == Result.UNPROVEN)
          .ifPresent(past -> settle(past.key(), Result.QUIET, entry.time()));
    }
    boolean cameBack =
        state.equals(IncidentState.MITIGATING.code())
            && before.equals(IncidentState.MITIGATED.code());
    if (cameBack
        || state.equals(IncidentState.OPEN.code())
        || state.equals(IncidentState.REOPENED.code())) {
      openings.add(entry.time());
      if (openings.size() > KEPT) {
        openings.removeFirst();
      }
    }
  }

  private void verified(JournalEntry entry) {
    Optional<Result> result =
        switch (entry.code()) {
          case "recovered" -> Optional.of(Result.PROVEN);
          case "worse" -> Optional.of(Result.WORSE);
          case "deadline" -> Optional.of(Result.INCONCLUSIVE);
          default -> Optional.empty();
        };
    result.ifPresent(
        found -> latest(entry).ifPresent(past -> settle(past.key(), found, entry.time())));
  }

  private Optional<PastAction> latest(JournalEntry entry) {
    return Optional.ofNullable(latestChanges.get(entry.incident()))
        .flatMap(key -> Optional.ofNullable(actions.get(key)));
  }

  private void settle(String key, Result result, Instant at) {
    actions.computeIfPresent(key, (_, past) -> past.with(result, at));
  }

  /// An announcement that cannot be read is an attempt like any other.
  private static String report(JournalEntry intent) {
    try {
      return Details.report(intent).orElse("");
    } catch (IllegalArgumentException e) {
      LOG.warn("the announcement {} cannot be read", intent.key(), e);
      return "";
    }
  }
}
