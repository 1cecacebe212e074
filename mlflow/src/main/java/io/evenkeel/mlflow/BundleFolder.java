package io.evenkeel.mlflow;

import io.evenkeel.model.BundleException;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A bundle as it is sent: opened, checked, and the very bytes of its files.
///
/// @param bundle the bundle
/// @param files the bytes of each file by name, `SHA256SUMS` last
record BundleFolder(ModelBundle bundle, SequencedMap<String, byte[]> files) {
  static final String SUMS = "SHA256SUMS";
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9_][A-Za-z0-9._-]*)");

  /// @param digest the digest that the ledger recorded
  /// @throws BundleException when it is missing, altered, or another one
  static BundleFolder open(Path directory, String digest) {
    ModelBundle bundle = ModelBundle.open(directory);
    if (!bundle.digest().equals(digest)) {
      throw new BundleException(
          "%s: has the digest %s, the ledger recorded %s"
              .formatted(directory, bundle.digest(), digest));
    }
    SequencedMap<String, byte[]> files = new LinkedHashMap<>();
    try {
      byte[] sums = Files.readAllBytes(directory.resolve(SUMS));
      require(directory.resolve(SUMS), digest, sums);
      for (Map.Entry<String, String> file : digests(sums, directory.toString()).entrySet()) {
        Path path = directory.resolve(file.getKey());
        byte[] bytes = Files.readAllBytes(path);
        require(path, file.getValue(), bytes);
        files.put(file.getKey(), bytes);
      }
      files.put(SUMS, sums);
    } catch (IOException e) {
      throw new BundleException(directory + ": cannot be read: " + e, e);
    }
    return new BundleFolder(bundle, Collections.unmodifiableSequencedMap(files));
  }

  /// The digests that `SHA256SUMS` states, by file.
  ///
  /// @throws BundleException when it is malformed
  static SequencedMap<String, String> digests(byte[] sums, String source) {
    SequencedMap<String, String> digests = new LinkedHashMap<>();
    for (String line : new String(sums, StandardCharsets.UTF_8).lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches() || digests.put(matcher.group(2), matcher.group(1)) != null) {
        throw new BundleException(source + ": " + SUMS + " has a bad line");
      }
    }
    return digests;
  }

  /// The bytes of a file.
  byte[] get(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new BundleException("the bundle has no " + name);
    }
    return bytes;
  }

  /// SHA-256 in lower-case hex.
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void require(Path file, String digest, byte[] bytes) {
    if (!sha256(bytes).equals(digest)) {
      throw new BundleException(file + ": was altered while it was read");
    }
  }
}
