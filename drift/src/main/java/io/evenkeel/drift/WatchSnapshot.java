package io.evenkeel.drift;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;

/// The state of a [Watch] as bytes: mark, version, digest of the bins, threshold, last slice, every
/// detector, and a checksum over all of it.
final class WatchSnapshot {
  /// "EKWATCH" and the version of this layout.
  private static final long MARK = 0x454b_5741_5443_4801L;

  private static final int FRAME = 5 * Long.BYTES;

  private WatchSnapshot() {}

  static byte[] write(
      WatchBins bins, double threshold, long lastSlice, List<List<FeatureDetector>> detectors) {
    ByteBuffer buffer = ByteBuffer.allocate(length(detectors));
    buffer.putLong(MARK);
    buffer.putLong(Long.parseUnsignedLong(bins.digest(), 16));
    buffer.putDouble(threshold);
    buffer.putLong(lastSlice);
    detectors.forEach(ofFeature -> ofFeature.forEach(detector -> detector.write(buffer)));
    buffer.putLong(checksum(buffer.array()));
    return buffer.array();
  }

  /// Fills the detectors and tells the last slice.
  static long read(
      byte[] snapshot, WatchBins bins, double threshold, List<List<FeatureDetector>> detectors) {
    ByteBuffer buffer = ByteBuffer.wrap(snapshot);
    if (snapshot.length < FRAME || buffer.getLong() != MARK) {
      throw new IllegalArgumentException("not a snapshot of a watch of this version");
    }
    long digest = buffer.getLong();
    if (digest != Long.parseUnsignedLong(bins.digest(), 16)) {
      throw new IllegalArgumentException(
          "the snapshot is of the bins %016x, not of %s".formatted(digest, bins.digest()));
    }
    double budget = buffer.getDouble();
    if (budget != threshold) {
      throw new IllegalArgumentException(
          "the snapshot was taken with a budget of %s slices, not %s".formatted(budget, threshold));
    }
    if (snapshot.length != length(detectors)
        || buffer.getLong(snapshot.length - Long.BYTES) != checksum(snapshot)) {
      throw new IllegalArgumentException("the snapshot is damaged");
    }
    long lastSlice = buffer.getLong();
    detectors.forEach(ofFeature -> ofFeature.forEach(detector -> detector.read(buffer)));
    return lastSlice;
  }

  private static int length(List<List<FeatureDetector>> detectors) {
    return FRAME + detectors.stream().flatMap(List::stream).mapToInt(FeatureDetector::bytes).sum();
  }

  private static long checksum(byte[] all) {
    CRC32 crc = new CRC32();
    crc.update(all, 0, all.length - Long.BYTES);
    return crc.getValue();
  }
}
