package io.evenkeel.monitor;

import io.evenkeel.drift.ClockDay;
import io.evenkeel.drift.SliceCounts;
import io.evenkeel.drift.Verdict;
import io.evenkeel.drift.Watch;
import io.evenkeel.drift.WatchAlarm;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.events.EventTail.Position;
import io.evenkeel.registry.ServingVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The watch over one version, for as long as it serves. Mutable; belongs to the [Watchkeeper].
final class Post {
  private static final Logger LOG = LoggerFactory.getLogger(Post.class);
  private static final int USUAL_SLICES = 50;

  final ServingVersion serving;
  final WatchBins bins;
  final Watch watch;
  final OpenSlices open;
  Optional<Lookout.Raised> raised;
  Optional<Lookout.Day> clock;
  private Told told;
  private final Optional<ClockDay> day;

  /// Rows of a slice, as a mean over the latest; 0 before the first.
  private double usualRows;

  private Post(
      ServingVersion serving,
      WatchBins bins,
      Watch watch,
      OpenSlices open,
      Optional<Lookout.Raised> raised,
      Told told,
      Optional<Lookout.Day> clock,
      Optional<ClockDay> day) {
    this.serving = serving;
    this.bins = bins;
    this.watch = watch;
    this.open = open;
    this.raised = raised;
    this.told = told;
    this.clock = clock;
    this.day = day;
  }

  /// Begins with no evidence.
  ///
  /// @param judged the last slice before the version served
  static Post begin(ServingVersion serving, WatchBins bins, long judged, MonitorSettings settings) {
    return new Post(
        serving,
        bins,
        new Watch(bins, settings.watch()),
        new OpenSlices(judged),
        Optional.empty(),
        Told.nothing(),
        Optional.empty(),
        bins.season().map(_ -> new ClockDay(bins, span(settings))));
  }

  /// Goes on from a state.
  ///
  /// @throws IllegalArgumentException when the state is of other bins or another budget
  static Post resume(
      ServingVersion serving, WatchBins bins, WatchState state, MonitorSettings settings) {
    OpenSlices open = new OpenSlices(state.judged());
    state
        .waiting()
        .forEach((slice, counts) -> open.add(slice, SliceCounts.of(bins, counts), slice));
    Watch watch = Watch.restore(bins, settings.watch(), state.detector());
    Optional<ClockDay> day = bins.season().map(_ -> day(bins, state.day(), span(settings)));
    return new Post(serving, bins, watch, open, state.raised(), state.told(), state.clock(), day);
  }

  private static ClockDay day(WatchBins bins, byte[] snapshot, long span) {
    try {
      return ClockDay.restore(bins, span, snapshot);
    } catch (IllegalArgumentException e) {
      LOG.warn("watch: the day of the clock feature begins anew: {}", e.getMessage());
      return new ClockDay(bins, span);
    }
  }

  private static long span(MonitorSettings settings) {
    return settings.day().dividedBy(settings.slice());
  }

  /// Judges a slice: by the detector, and the clock feature by the day that it may end.
  Optional<WatchAlarm> judge(long slice, SliceCounts counts, Instant now) {
    day.flatMap(one -> one.add(slice, counts))
        .ifPresent(verdict ->
            clock =
                verdict instanceof Verdict.NotEnoughData
                    ? Optional.empty()
                    : Optional.of(new Lookout.Day(now, verdict)));
    usualRows += usualRows == 0 ? counts.rows() : (counts.rows() - usualRows) / USUAL_SLICES;
    return watch.judge(slice, counts, told.features());
  }

  boolean serves(ServingVersion version) {
    return serving.sequence() == version.sequence();
  }

  /// Takes an alarm of the detector.
  ///
  /// @param finding what is said of it
  /// @return whether it is news: none stood, or what stands says less
  boolean raise(WatchAlarm alarm, WatchFinding finding, Instant now) {
    double strength = Told.strength(alarm, usualRows);
    boolean news = raised.isEmpty() || told.isNews(alarm, strength);
    WatchFinding standing = news ? finding : raised.get().finding();
    raised = Optional.of(new Lookout.Raised(standing, now));
    told =
        news
            ? told.with(finding.suspects(), strength, alarm.slice())
            : told.seen(finding.suspects(), strength, alarm.slice());
    return news;
  }

  /// Ends the alarm that stands.
  void over() {
    raised = Optional.empty();
    told = Told.nothing();
  }

  WatchState state(Position read, WatchState.Tally tally, MonitorSettings settings) {
    SortedMap<Long, long[]> waiting = new TreeMap<>();
    open.waiting().forEach((slice, counts) -> waiting.put(slice, counts.toArray()));
    double threshold = Math.log(settings.watch().threshold());
    return new WatchState(
        serving.version(),
        serving.sequence(),
        bins.digest(),
        settings.slice().toMillis(),
        read,
        open.judged(),
        waiting,
        watch.snapshot(),
        raised,
        told,
        clock,
        day.map(ClockDay::snapshot).orElse(new byte[0]),
        tally,
        Math.log(Math.max(watch.evidence(), Double.MIN_VALUE)) + threshold,
        threshold);
  }
}
