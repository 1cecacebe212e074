package io.evenkeel.drift;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/// Judges the clock itself, which the watch does not: whether a day had as many rows at each hour
/// as the reference.
///
/// Within a slice the clock has one value, so only a whole turn of it can be judged. The rows of a
/// day are counted by the value of the clock, rows without one apart, and their shares are compared
/// with the reference's by the Jensen-Shannon distance (natural logarithm, 0 to 0.83). The limit is
/// 0.1, or the distance that 999 of 1,000 spans of that many rows stay below by chance, whichever
/// is larger. The traffic of a day is no independent draw of hours, hence the wide limit.
///
/// **When a day is over.** The stream tells it: a day runs from the slice at which the clock steps
/// forward to the slice at which it has gone round, or gone round again while less than half of the
/// span had passed. So a stream that is slower or faster than the span is judged by whole turns.
/// The clock of a slice is the value that more than half of its rows have; other slices move
/// nothing. Where the clock stands still (it did not get further for six times as long as a value
/// takes by the span: it is stuck, runs backwards, or comes with all hours mixed), the span itself
/// ends the day. A stream six times slower than the span is taken for one that stands still.
///
/// Mutable and not thread-safe: one owner.
public final class ClockDay {
  /// "EKCLOCK" and the version of the snapshot's layout.
  private static final long MARK = 0x454b_434c_4f43_4b01L;

  private static final double LIMIT = 0.1;

  /// A stream with a hole has not seen the whole clock: from so many rows for each value of the
  /// clock on, an equal part of the span without any row is a hole.
  private static final long ROWS_A_PART = 50;

  private static final double NORMAL_999 = 3.0902;

  private final WatchBins bins;
  private final ClockBands clock;
  private final long span;
  private final long[] counts;
  private final ClockTurn turn;

  /// Rows of each equal part of the span; a slow turn has more parts than values.
  private final long[] parts;

  private long start = -1;

  /// Nothing seen yet.
  ///
  /// @param bins bins with a season
  /// @param span slices that one turn of the clock takes, at least one for each value of the clock;
  ///   432,000 for a day of 200 ms slices
  /// @throws IllegalArgumentException when the bins have no season or the span is too short
  public ClockDay(WatchBins bins, long span) {
    this.bins = bins;
    this.clock =
        bins.clock()
            .orElseThrow(() -> new IllegalArgumentException("the bins have no season to judge"));
    if (span < clock.size()) {
      throw new IllegalArgumentException(
          "a span needs a slice for each of %d values of the clock, had %d"
              .formatted(clock.size(), span));
    }
    this.span = span;
    this.counts = new long[clock.size() + 1];
    this.turn = new ClockTurn(clock.size(), span);
    this.parts = new long[clock.size() * (ClockTurn.PATIENCE + 1)];
  }

  /// Counts a slice. The slice at which a day is over ends it and is the first of the next.
  ///
  /// @param slice its number, not smaller than any before
  /// @param slices its counts
  /// @return the verdict on the day that this slice has ended; nothing while it lasts
  /// @throws IllegalArgumentException when the counts are of other bins
  public Optional<Verdict> add(long slice, SliceCounts slices) {
    if (!slices.digest().equals(bins.digest())) {
      throw new IllegalArgumentException("the counts are not of the bins " + bins.digest());
    }
    Optional<Verdict> ended = Optional.empty();
    if (start < 0) {
      begin(slice);
    }
    switch (turn.move(slice, slice - start, shown(slices))) {
      case GOES_ON -> {}
      case BEGINS -> begin(slice);
      case IS_OVER -> {
        ended = Optional.of(verdict(slice - start));
        begin(slice);
      }
    }
    parts[part(slice - start)] += slices.rows();
    for (int band : slices.bands()) {
      counts[band] += slices.rows(band);
    }
    return ended;
  }

  /// The whole state as bytes, with a version, the digest of the bins and the span.
  public byte[] snapshot() {
    ByteBuffer buffer = ByteBuffer.allocate(length());
    buffer.putLong(MARK).putLong(Long.parseUnsignedLong(bins.digest(), 16)).putLong(span);
    buffer.putLong(start);
    turn.write(buffer);
    for (long[] numbers : new long[][] {counts, parts}) {
      for (long number : numbers) {
        buffer.putLong(number);
      }
    }
    buffer.putLong(checksum(buffer.array()));
    return buffer.array();
  }

  /// Goes on where a snapshot was taken.
  ///
  /// @throws IllegalArgumentException when the bytes are damaged, of another version, or were taken
  ///   with other bins or another span
  public static ClockDay restore(WatchBins bins, long span, byte[] snapshot) {
    ClockDay day = new ClockDay(bins, span);
    ByteBuffer buffer = ByteBuffer.wrap(snapshot);
    if (snapshot.length != day.length()
        || buffer.getLong() != MARK
        || buffer.getLong() != Long.parseUnsignedLong(bins.digest(), 16)
        || buffer.getLong() != span) {
      throw new IllegalArgumentException(
          "not a snapshot of a day of this version, of these bins and this span");
    }
    if (buffer.getLong(snapshot.length - Long.BYTES) != checksum(snapshot)) {
      throw new IllegalArgumentException("the snapshot of a day is damaged");
    }
    day.start = buffer.getLong();
    day.turn.read(buffer);
    Arrays.setAll(day.counts, _ -> buffer.getLong());
    Arrays.setAll(day.parts, _ -> buffer.getLong());
    return day;
  }

  private int length() {
    return (5 + ClockTurn.NUMBERS + counts.length + parts.length) * Long.BYTES;
  }

  private static long checksum(byte[] all) {
    CRC32 crc = new CRC32();
    crc.update(all, 0, all.length - Long.BYTES);
    return crc.getValue();
  }

  private void begin(long slice) {
    Arrays.fill(counts, 0);
    Arrays.fill(parts, 0);
    start = slice;
  }

  /// The value that more than half of the rows have, from 0; -1 where there is none.
  private int shown(SliceCounts slices) {
    for (int band : slices.bands()) {
      if (band < clock.size() && 2 * slices.rows(band) > slices.rows()) {
        return band;
      }
    }
    return -1;
  }

  private int part(long passed) {
    return (int) Math.min(parts.length - 1, passed * clock.size() / span);
  }

  /// @param passed slices from the first of the day to the first of the next
  private Verdict verdict(long passed) {
    long rows = 0;
    int seen = 0;
    for (long part : parts) {
      rows += part;
      seen += part > 0 ? 1 : 0;
    }
    long needed = ROWS_A_PART * clock.size();
    if (rows < needed) {
      return new Verdict.NotEnoughData(rows, needed);
    }
    // After the last slice of a turn the next part may have begun; only whole parts can be empty.
    int whole = Math.toIntExact(Math.min(parts.length, passed * clock.size() / span));
    if (seen < whole) {
      return new Verdict.NotEnoughData(seen, whole);
    }
    double distance = distance();
    return distance >= limit(rows) ? new Verdict.Drifted(distance) : new Verdict.Stable(distance);
  }

  private double distance() {
    long[] reference = Arrays.copyOf(clock.rows(), counts.length);
    for (long hour : clock.rows()) {
      reference[clock.size()] -= hour;
    }
    reference[clock.size()] += bins.rows();
    double[] left = FeatureLaws.shares(reference);
    double[] right = FeatureLaws.shares(counts);
    double[] middle = new double[left.length];
    for (int i = 0; i < middle.length; i++) {
      middle[i] = (left[i] + right[i]) / 2;
    }
    double sum = LawBall.divergence(left, middle) + LawBall.divergence(right, middle);
    return Math.sqrt(Math.max(0, sum) / 2);
  }

  /// Twice the divergence is nearly `chi2 (1/n + 1/m) / 4`; Wilson and Hilferty's quantile of chi2.
  private double limit(long rows) {
    double degrees = clock.size();
    double third = 2 / (9 * degrees);
    double quantile = degrees * Math.pow(1 - third + NORMAL_999 * Math.sqrt(third), 3);
    double chance = Math.sqrt(quantile / 8 * (1.0 / bins.rows() + 1.0 / rows));
    return Math.max(LIMIT, chance);
  }
}
