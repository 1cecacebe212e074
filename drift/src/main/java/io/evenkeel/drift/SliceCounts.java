package io.evenkeel.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How many rows of one slice of time and one model version fell into each bin. Counts of several
/// servers are added up before they are judged.
///
/// Immutable and safe for use by many threads.
public final class SliceCounts {
  private final String digest;
  private final int[] offsets;
  private final List<Band> bands;
  private final long rows;

  /// The rows at one value of the clock, or all rows without a season.
  @SuppressWarnings("ArrayRecordComponent") // never handed out, never compared
  private record Band(int number, long rows, long[] counts) {}

  private SliceCounts(String digest, int[] offsets, List<Band> bands) {
    this.digest = digest;
    this.offsets = offsets;
    this.bands = List.copyOf(bands);
    this.rows = bands.stream().mapToLong(Band::rows).sum();
  }

  /// No rows.
  public static SliceCounts none(WatchBins bins) {
    return new SliceCounts(bins.digest(), bins.offsets(), List.of());
  }

  static SliceCounts copyOf(WatchBins bins, long[] rows, long[] @Nullable [] counts) {
    List<Band> bands = new ArrayList<>();
    for (int number = 0; number < rows.length; number++) {
      long[] inBand = counts[number];
      if (rows[number] > 0 && inBand != null) {
        bands.add(new Band(number, rows[number], inBand.clone()));
      }
    }
    return new SliceCounts(bins.digest(), bins.offsets(), bands);
  }

  /// All rows, also those without a clock.
  public long rows() {
    return rows;
  }

  /// The digest of the bins that were counted with.
  public String digest() {
    return digest;
  }

  /// The counts of both.
  ///
  /// @throws IllegalArgumentException when the other was counted with other bins
  public SliceCounts plus(SliceCounts other) {
    if (!digest.equals(other.digest)) {
      throw new IllegalArgumentException(
          "counts of the bins %s cannot be added to those of %s".formatted(other.digest, digest));
    }
    List<Band> sum = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < bands.size() || j < other.bands.size()) {
      int left = i < bands.size() ? bands.get(i).number : Integer.MAX_VALUE;
      int right = j < other.bands.size() ? other.bands.get(j).number : Integer.MAX_VALUE;
      if (left == right) {
        sum.add(sum(bands.get(i++), other.bands.get(j++)));
      } else {
        sum.add(left < right ? bands.get(i++) : other.bands.get(j++));
      }
    }
    return new SliceCounts(digest, offsets, sum);
  }

  /// The counts as plain numbers: the digest, then for each band that has rows its number, its rows
  /// and the count of every bin.
  public long[] toArray() {
    int width = offsets[offsets.length - 1];
    long[] array = new long[1 + bands.size() * (2 + width)];
    array[0] = Long.parseUnsignedLong(digest, 16);
    int at = 1;
    for (Band band : bands) {
      array[at++] = band.number;
      array[at++] = band.rows;
      System.arraycopy(band.counts, 0, array, at, width);
      at += width;
    }
    return array;
  }

  /// Reads what [#toArray()] wrote.
  ///
  /// @throws IllegalArgumentException when the numbers were not counted with these bins, or are
  ///   damaged: a band unknown or out of order, a negative count, a feature whose counts do not add
  ///   up to the rows
  public static SliceCounts of(WatchBins bins, long[] array) {
    int step = 2 + bins.width();
    if (array.length == 0 || array[0] != Long.parseUnsignedLong(bins.digest(), 16)) {
      throw new IllegalArgumentException("the counts are not of the bins " + bins.digest());
    }
    if ((array.length - 1) % step != 0) {
      throw new IllegalArgumentException("counts of a wrong length: " + array.length);
    }
    List<Band> bands = new ArrayList<>();
    long last = -1;
    for (int at = 1; at < array.length; at += step) {
      Band band =
          new Band(
              Math.clamp(array[at], -1, bins.bands()),
              array[at + 1],
              Arrays.copyOfRange(array, at + 2, at + step));
      if (band.number <= last || band.number >= bins.bands() || !sound(band, bins.offsets())) {
        throw new IllegalArgumentException("damaged counts of band " + array[at]);
      }
      last = band.number;
      bands.add(band);
    }
    return new SliceCounts(bins.digest(), bins.offsets(), bands);
  }

  /// Rows of one band.
  long rows(int number) {
    return bands.stream().filter(b -> b.number == number).mapToLong(Band::rows).sum();
  }

  /// Which bands have rows, in order.
  int[] bands() {
    return bands.stream().mapToInt(Band::number).toArray();
  }

  /// The counts of one feature in one band; zeros where the band has no rows.
  long[] counts(int number, int feature) {
    for (Band band : bands) {
      if (band.number == number) {
        return Arrays.copyOfRange(band.counts, offsets[feature], offsets[feature + 1]);
      }
    }
    return new long[offsets[feature + 1] - offsets[feature]];
  }

  private static Band sum(Band left, Band right) {
    long[] counts = left.counts.clone();
    for (int i = 0; i < counts.length; i++) {
      counts[i] += right.counts[i];
    }
    return new Band(left.number, left.rows + right.rows, counts);
  }

  private static boolean sound(Band band, int[] offsets) {
    for (int feature = 0; feature + 1 < offsets.length; feature++) {
      long total = 0;
      for (int bin = offsets[feature]; bin < offsets[feature + 1]; bin++) {
        if (band.counts[bin] < 0 || band.counts[bin] > band.rows) {
          return false;
        }
        total += band.counts[bin];
      }
      if (total != band.rows) {
        return false;
      }
    }
    return band.rows > 0;
  }
}
