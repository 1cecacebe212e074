package io.evenkeel.remedies;

import io.evenkeel.model.BundleException;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.registry.Registry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the champion and its ancestors answered for: the world before the onset, which a challenger
/// must not forget. Stateless.
final class EarlierRows {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierRows.class);

  private final Registry registry;

  EarlierRows(Registry registry) {
    this.registry = registry;
  }

  /// The references of a version and its ancestors, the newest version first, until there are
  /// enough rows. An ancestor that is not intact on this machine ends the line: nothing is fetched
  /// for it.
  ///
  /// @param champion the version to begin with
  /// @param most the most rows
  LabelledTable of(ModelBundle champion, int most) {
    List<LabelledTable> parts = new ArrayList<>();
    int room = most;
    Set<String> seen = new HashSet<>();
    Optional<ModelBundle> next = Optional.of(champion);
    while (next.isPresent() && room > 0 && seen.add(next.get().metadata().version())) {
      ModelBundle bundle = next.get();
      LabelledTable part = Thinning.evenly(bundle.reference(), room);
      parts.add(part);
      room -= part.rows();
      next = bundle.metadata().parent().flatMap(parent -> ancestor(parent, champion));
    }
    return parts.stream().reduce(Thinning.evenly(champion.reference(), 0), LabelledTable::append);
  }

  private Optional<ModelBundle> ancestor(String version, ModelBundle champion) {
    try {
      return Optional.of(registry.openHere(version))
          .filter(bundle -> bundle.schema().equals(champion.schema()));
    } catch (BundleException e) {
      LOG.warn("training goes without the rows of {}: {}", version, e.getMessage());
      return Optional.empty();
    }
  }
}
