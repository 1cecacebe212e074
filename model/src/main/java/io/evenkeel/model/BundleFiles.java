package io.evenkeel.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of a bundle as bytes, and `SHA256SUMS` over them in the format of `sha256sum -c`.
///
/// @param byName the bytes of each file but `SHA256SUMS`
/// @param digest SHA-256 of `SHA256SUMS`, in lower-case hex
record BundleFiles(SortedMap<String, byte[]> byName, String digest) {
  static final String MODEL = "model.ubj";
  static final String SCHEMA = "schema.yaml";
  static final String REFERENCE = "reference.csv";
  static final String HOLDOUT = "holdout.csv";
  static final String METADATA = "metadata.json";
  static final String IMPORTANCE = "importance.json";
  static final String GOLDEN = "golden.json";
  static final String SUMS = "SHA256SUMS";
  private static final SortedSet<String> NAMES =
      new TreeSet<>(List.of(MODEL, SCHEMA, REFERENCE, HOLDOUT, METADATA, IMPORTANCE));

  /// What bundles have that were made since it is written; those of older programs open without.
  private static final SortedSet<String> NEWER = new TreeSet<>(List.of(GOLDEN));

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/]+)");

  /// Reads all files and checks them against their digests.
  ///
  /// @throws BundleException when one is missing, altered, unreadable or not part of a bundle
  static BundleFiles read(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new BundleException(directory + ": there is no such bundle");
    }
    try {
      refuseStrangers(directory);
      byte[] sums = readFile(directory, SUMS);
      SortedMap<String, String> digests = parse(directory, sums);
      for (String name : NEWER) {
        if (!digests.containsKey(name) && Files.exists(directory.resolve(name))) {
          throw new BundleException(directory.resolve(SUMS) + ": has no digest of " + name);
        }
      }
      SortedMap<String, byte[]> byName = new TreeMap<>();
      SortedSet<String> names = new TreeSet<>(NAMES);
      names.addAll(digests.keySet());
      for (String name : names) {
        // The very bytes that are digested are used, so that no change can slip in between.
        byte[] bytes = readFile(directory, name);
        String expected = digests.get(name);
        if (expected == null) {
          throw new BundleException(directory.resolve(SUMS) + ": has no digest of " + name);
        }
        if (!expected.equals(sha256(bytes))) {
          throw new BundleException(
              directory.resolve(name) + ": was altered, its SHA-256 is not the one in " + SUMS);
        }
        byName.put(name, bytes);
      }
      return new BundleFiles(byName, sha256(sums));
    } catch (IOException e) {
      throw new BundleException(directory + ": cannot be read: " + e, e);
    }
  }

  /// Writes all files and their digests, and makes them durable.
  static void write(Path directory, Map<String, byte[]> byName) throws IOException {
    if (!byName.keySet().containsAll(NAMES)
        || !byName.keySet().stream().allMatch(BundleFiles::has)) {
      throw new IllegalArgumentException("a bundle has " + NAMES + ", not " + byName.keySet());
    }
    Files.createDirectory(directory);
    StringBuilder sums = new StringBuilder();
    for (Map.Entry<String, byte[]> file : new TreeMap<>(byName).entrySet()) {
      writeFile(directory.resolve(file.getKey()), file.getValue());
      sums.append(sha256(file.getValue())).append("  ").append(file.getKey()).append('\n');
    }
    writeFile(directory.resolve(SUMS), sums.toString().getBytes(StandardCharsets.UTF_8));
    DurableFiles.sync(directory);
  }

  /// The bytes of one file.
  byte[] get(String name) {
    byte[] bytes = byName.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException(name + " is not a file of a bundle");
    }
    return bytes;
  }

  /// Whether there is a file that not every bundle has.
  boolean holds(String name) {
    return byName.containsKey(name);
  }

  private static boolean has(String name) {
    return NAMES.contains(name) || NEWER.contains(name);
  }

  private static void writeFile(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    DurableFiles.sync(file);
  }

  private static byte[] readFile(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new BundleException(file + ": is missing");
    }
    return Files.readAllBytes(file);
  }

  private static void refuseStrangers(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (!has(name) && !name.equals(SUMS)) {
          throw new BundleException(file + ": does not belong to a bundle");
        }
      }
    }
  }

  private static SortedMap<String, String> parse(Path directory, byte[] sums) {
    SortedMap<String, String> digests = new TreeMap<>();
    for (String line : new String(sums, StandardCharsets.UTF_8).lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()
          || !has(matcher.group(2))
          || digests.put(matcher.group(2), matcher.group(1)) != null) {
        throw new BundleException(directory.resolve(SUMS) + ": has the bad line " + line);
      }
    }
    return digests;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
