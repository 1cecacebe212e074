package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Watches a stream of rows for a departure from the law of the reference: an e-detector over
/// slices of time (Shin, Ramdas, Rinaldo, arXiv 2203.03532), one for each model version.
///
/// **Guarantee.** While the rows of each slice are independent draws of a law that the reference
/// cannot rule out, the mean number of slices to a false alarm is at least
/// [WatchSettings#threshold()], over all features and all time at once, whatever the traffic and
/// however the features depend on each other. "Cannot rule out" means the balls of [LawBall], which
/// hold the true laws of all features with probability at least 0.99 over the draw of the
/// reference. Not covered: rows that depend on each other (see [RepeatedRows]), rows counted twice,
/// and seasons shorter than the reference's clock tells. With a season the differences between
/// hours are estimated too, and the budget is nominal.
///
/// **How.** For each feature, each half-life (100, 400, 1,600, 6,400 rows, at least 1, 4, 16, 64
/// slices) and each of two kinds of e-value a process `L = max(L, 0) + ln e`; an alarm when the
/// mean of `exp(L)` over all of them reaches the threshold, after which everything begins anew. A
/// slice without rows, or one not complete, places no bet.
///
/// **Cost.** About 20 microseconds a slice and feature; a few kilobytes of state a feature.
///
/// Mutable and not thread-safe: one owner thread.
public final class Watch {
  /// The processes of a feature: two for each half-life.
  private static final int PROCESSES = 2 * HalfLife.values().length;

  private final WatchBins bins;
  private final double threshold;
  private final List<List<FeatureDetector>> detectors = new ArrayList<>();
  private long lastSlice = -1;

  /// A watch that has seen nothing.
  public Watch(WatchBins bins, WatchSettings settings) {
    this.bins = bins;
    this.threshold = settings.threshold();
    for (int feature = 0; feature < bins.features().size(); feature++) {
      List<FeatureDetector> ofFeature = new ArrayList<>();
      for (HalfLife halfLife : HalfLife.values()) {
        ofFeature.add(new FeatureDetector(bins.laws(feature), halfLife));
      }
      detectors.add(List.copyOf(ofFeature));
    }
  }

  /// Judges a complete slice.
  ///
  /// @param slice its number, larger than that of every slice judged before; numbers may be left
  ///   out
  /// @param counts its rows, those of all servers together; nothing happens when there are none
  /// @throws IllegalArgumentException when the slice was judged before or is older, or the counts
  ///   are of other bins
  public Optional<WatchAlarm> judge(long slice, SliceCounts counts) {
    return judge(slice, counts, Set.of());
  }

  /// The same while an alarm stands: the features that it told of are judged apart, so that what is
  /// known of them hides nothing that is new.
  ///
  /// The evidence of all other features, over the number of all processes, raises an alarm by
  /// itself; only in a slice in which it does not, that of the told ones may. Either names only its
  /// own features, and only these begin anew. The budget holds for the features that are not told.
  ///
  /// @param told features that an alarm has named; unknown ones are passed over
  public Optional<WatchAlarm> judge(long slice, SliceCounts counts, Set<String> told) {
    if (slice <= lastSlice) {
      throw new IllegalArgumentException(
          "slice %d would be judged again or too late, the last was %d"
              .formatted(slice, lastSlice));
    }
    if (!counts.digest().equals(bins.digest())) {
      throw new IllegalArgumentException(
          "counts of the bins %s cannot be judged by those of %s"
              .formatted(counts.digest(), bins.digest()));
    }
    lastSlice = slice;
    for (int feature = 0; feature < detectors.size(); feature++) {
      BandCounts[] bands = bands(counts, feature);
      if (bands.length > 0) {
        for (FeatureDetector detector : detectors.get(feature)) {
          detector.judge(slice, bands);
        }
      }
    }
    Optional<WatchAlarm> news = alarm(slice, part(told, false));
    return news.isPresent() ? news : alarm(slice, part(told, true));
  }

  /// The evidence as a share of the threshold: 0 or more, 1 would be an alarm. While the law held
  /// it stayed below 0.0001 in the study.
  public double evidence() {
    return finite(logMean(part(Set.of(), false)) - Math.log(threshold));
  }

  /// The number of the slice judged last, -1 before the first.
  public long lastSlice() {
    return lastSlice;
  }

  /// What is held against each feature now, the strongest evidence first.
  public List<FeatureEvidence> features() {
    return features(part(Set.of(), false));
  }

  /// The whole state as bytes, with a version, the digest of the bins and the budget.
  public byte[] snapshot() {
    return WatchSnapshot.write(bins, threshold, lastSlice, detectors);
  }

  /// Goes on where a snapshot was taken: the same slices then give the same state, bit for bit.
  ///
  /// @throws IllegalArgumentException when the bytes are damaged, of another version, or were taken
  ///   with other bins or another budget
  public static Watch restore(WatchBins bins, WatchSettings settings, byte[] snapshot) {
    Watch watch = new Watch(bins, settings);
    watch.lastSlice = WatchSnapshot.read(snapshot, bins, watch.threshold, watch.detectors);
    return watch;
  }

  private BandCounts[] bands(SliceCounts counts, int feature) {
    List<BandCounts> bands = new ArrayList<>();
    for (int number : counts.bands()) {
      if (number < bins.judged()) {
        bands.add(
            BandCounts.of(
                bins.laws(feature).balls()[number],
                number,
                counts.rows(number),
                counts.counts(number, feature)));
      }
    }
    return bands.toArray(BandCounts[]::new);
  }

  /// The positions of the features that are among the told ones, or that are not.
  private int[] part(Set<String> told, boolean among) {
    return IntStream.range(0, detectors.size())
        .filter(feature -> told.contains(bins.features().get(feature)) == among)
        .toArray();
  }

  /// The alarm of some features, if they have the evidence; they begin anew then.
  private Optional<WatchAlarm> alarm(long slice, int[] part) {
    double logEvidence = logMean(part);
    if (logEvidence < Math.log(threshold)) {
      return Optional.empty();
    }
    EvidenceProcess strongest =
        processes(part).stream()
            .max(Comparator.comparingDouble(EvidenceProcess::log))
            .orElseThrow();
    WatchAlarm alarm =
        new WatchAlarm(slice, strongest.since(), finite(logEvidence), threshold, features(part));
    for (int feature : part) {
      detectors.get(feature).forEach(FeatureDetector::clear);
    }
    return Optional.of(alarm);
  }

  private List<FeatureEvidence> features(int[] part) {
    return IntStream.of(part)
        .mapToObj(feature ->
            new FeatureEvidence(
                bins.features().get(feature),
                logMean(processes(detectors.get(feature)), PROCESSES)))
        .sorted(Comparator.comparingDouble(FeatureEvidence::logEvidence).reversed())
        .toList();
  }

  /// The evidence of some features, over the number of all processes.
  private double logMean(int[] part) {
    return part.length == 0
        ? Double.NEGATIVE_INFINITY
        : logMean(processes(part), PROCESSES * detectors.size());
  }

  private List<EvidenceProcess> processes(int[] part) {
    return IntStream.of(part)
        .boxed()
        .flatMap(feature -> processes(detectors.get(feature)).stream())
        .toList();
  }

  private static List<EvidenceProcess> processes(List<FeatureDetector> ofFeature) {
    List<EvidenceProcess> processes = new ArrayList<>();
    for (FeatureDetector detector : ofFeature) {
      processes.add(detector.plugIn());
      processes.add(detector.universal());
    }
    return processes;
  }

  /// `ln(sum exp(L) / of)`, with the largest L taken out so that nothing overflows.
  private static double logMean(List<EvidenceProcess> processes, int of) {
    double largest = Double.NEGATIVE_INFINITY;
    for (EvidenceProcess process : processes) {
      largest = Math.max(largest, process.log());
    }
    double total = 0;
    for (EvidenceProcess process : processes) {
      total += Math.exp(process.log() - largest);
    }
    return largest + Math.log(total / of);
  }

  private static double finite(double log) {
    return Math.min(Math.exp(log), Double.MAX_VALUE);
  }
}
