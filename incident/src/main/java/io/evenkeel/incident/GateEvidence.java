package io.evenkeel.incident;

import io.evenkeel.model.HoldoutComparison;
import io.evenkeel.model.LabelCoverage;
import java.util.List;
import java.util.Optional;

/// All that was measured of a challenger before it was promoted or refused.
///
/// @param champion the version that served
/// @param challenger the version that was to serve
/// @param recent both on the recent hold-out: the later mature rows since the onset
/// @param trusted both on the trusted hold-out: quiet rows that no version trains on
/// @param knownFrauds both on the known frauds, where there is such a file
/// @param coverage whether labels came alike for rows of every score
/// @param passThrough whether only rows that were let pass by lot made the recent hold-out
public record GateEvidence(
    String champion,
    String challenger,
    HoldoutComparison recent,
    HoldoutComparison trusted,
    Optional<KnownFrauds> knownFrauds,
    LabelCoverage coverage,
    boolean passThrough) {
  /// The two ROC-AUC in one line.
  public String summary() {
    return "recent hold-out "
        + EvidenceWords.rocAuc(recent)
        + "; trusted hold-out "
        + EvidenceWords.rocAuc(trusted);
  }

  /// One line a figure, for people.
  public List<String> lines() {
    return EvidenceWords.lines(this);
  }
}
