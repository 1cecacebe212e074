package io.evenkeel.registry;

import io.evenkeel.ledger.Journal;
import io.evenkeel.ledger.JournalEntry;
import io.evenkeel.ledger.JournalEntry.Phase;
import io.evenkeel.ledger.Versions;
import io.evenkeel.model.BundleException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Whether each recorded version could serve again: its files are there, have their digests and
/// score their golden rows as they did. A rollback needs that at once, when it is too late to find
/// out. Noted in the journal (step `rehearsal`, codes `intact` and `lost`).
///
/// @param versions what was found, oldest version first
public record Rehearsal(List<Found> versions) {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String STEP = "rehearsal";

  /// How a version was found.
  public enum Condition {
    /// Intact on this machine.
    INTACT,
    /// Missing or altered, and restored from its copy elsewhere.
    RESTORED,
    /// Missing or altered, with no intact copy anywhere.
    LOST
  }

  /// One version.
  ///
  /// @param version its name
  /// @param condition how it was found
  /// @param remark what is wrong, or was, in words; empty where it is intact
  public record Found(String version, Condition condition, String remark) {}

  /// Copies the list.
  public Rehearsal {
    versions = List.copyOf(versions);
  }

  /// Opens every version of a registry. Restoring one takes up to ten seconds.
  public static Rehearsal of(Registry registry) {
    return new Rehearsal(
        registry.versions().stream()
            .map(Versions.Fact::name)
            .map(version -> look(registry, version))
            .toList());
  }

  private static Found look(Registry registry, String version) {
    String broken;
    try {
      registry.openHere(version);
      return new Found(version, Condition.INTACT, "");
    } catch (BundleException e) {
      broken = String.valueOf(e.getMessage());
    }
    LOG.warn("{}: trying to restore it", broken);
    try {
      registry.open(version);
      return new Found(version, Condition.RESTORED, broken);
    } catch (BundleException e) {
      return new Found(version, Condition.LOST, String.valueOf(e.getMessage()));
    }
  }

  /// The versions that could not serve again.
  public List<Found> lost() {
    return versions.stream().filter(found -> found.condition() == Condition.LOST).toList();
  }

  /// One line for people.
  public String describe() {
    String broken =
        versions.stream()
            .filter(found -> found.condition() != Condition.INTACT)
            .map(found ->
                "%s is %s: %s"
                    .formatted(
                        found.version(),
                        found.condition() == Condition.LOST ? "lost" : "restored",
                        found.remark()))
            .collect(Collectors.joining("; "));
    return "%d of %d versions could serve again%s"
        .formatted(
            versions.size() - lost().size(),
            versions.size(),
            broken.isEmpty() ? "" : ": " + broken);
  }

  /// Writes it down.
  public void note(Journal journal) {
    ObjectNode node = JSON.createObjectNode().put("describe", describe());
    ArrayNode all = node.putArray("versions");
    versions.forEach(found ->
        all.addObject()
            .put("version", found.version())
            .put("condition", found.condition().name())
            .put("remark", found.remark()));
    journal.note("", STEP, lost().isEmpty() ? "intact" : "lost", node.toString());
  }

  /// The rehearsal that an entry of the journal holds; empty when it holds none.
  ///
  /// @throws IllegalArgumentException when it should hold one and cannot be read
  public static Optional<Rehearsal> read(JournalEntry entry) {
    if (!entry.step().equals(STEP) || entry.phase() != Phase.NOTE) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Rehearsal(
              JSON.readTree(entry.detail())
                  .required("versions")
                  .valueStream()
                  .map(Rehearsal::found)
                  .toList()));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "journal entry " + entry.sequence() + " is no rehearsal", e);
    }
  }

  private static Found found(JsonNode node) {
    return new Found(
        node.required("version").asString(),
        Condition.valueOf(node.required("condition").asString()),
        node.required("remark").asString());
  }

  /// When the latest one was made, if one ever was.
  public static Optional<Instant> latest(Journal journal) {
    return journal.newest(STEP, Phase.NOTE).map(JournalEntry::time);
  }
}
