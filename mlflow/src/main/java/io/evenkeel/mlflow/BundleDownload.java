package io.evenkeel.mlflow;

import io.evenkeel.model.BundleException;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Brings a bundle back. It is put together and checked in a directory beside the target, and then
/// moved there whole.
///
/// @param artifacts where the files are
/// @param versions the registered model
record BundleDownload(ArtifactProxy artifacts, ModelVersions versions) {
  private static final String MODEL = "/model";
  private static final String BUNDLE = "bundle/";

  Mlflow.Download download(String name, String digest, Path target)
      throws CallFailed, InterruptedException {
    Optional<RegisteredVersion> version = versions.find(name, digest);
    if (version.isEmpty()) {
      return new Mlflow.Download.Unknown(
          "the registered model %s has no version that is %s with the digest %s"
              .formatted(versions.model(), name, digest));
    }
    String source = version.get().source();
    if (!source.endsWith(MODEL)) {
      return new Mlflow.Download.Altered(
          version.get().describe() + " has the source " + source + ", which is not ours");
    }
    Path draft =
        target
            .toAbsolutePath()
            .resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".download");
    try {
      Files.createDirectories(draft);
      try {
        Optional<String> fault =
            fill(source.substring(0, source.length() - MODEL.length()), digest, draft);
        return fault.isPresent()
            ? new Mlflow.Download.Altered(version.get().describe() + ": " + fault.get())
            : moved(draft, target, digest);
      } finally {
        remove(draft);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the bundle " + target + " cannot be written", e);
    }
  }

  /// @return what is wrong with it
  private Optional<String> fill(String root, String digest, Path draft)
      throws CallFailed, InterruptedException, IOException {
    Optional<byte[]> sums = artifacts.find(root, BUNDLE + BundleFolder.SUMS);
    if (sums.isEmpty()) {
      return Optional.of(BUNDLE + BundleFolder.SUMS + " is gone");
    }
    if (!BundleFolder.sha256(sums.get()).equals(digest)) {
      return Optional.of(
          BUNDLE + BundleFolder.SUMS + " was altered, its SHA-256 is not the one in the ledger");
    }
    for (Map.Entry<String, String> file : BundleFolder.digests(sums.get(), root).entrySet()) {
      Optional<byte[]> content = artifacts.find(root, BUNDLE + file.getKey());
      if (content.isEmpty()) {
        return Optional.of(BUNDLE + file.getKey() + " is gone");
      }
      if (!BundleFolder.sha256(content.get()).equals(file.getValue())) {
        return Optional.of(
            BUNDLE + file.getKey() + " was altered, its SHA-256 is not the one in SHA256SUMS");
      }
      write(draft.resolve(file.getKey()), content.get());
    }
    write(draft.resolve(BundleFolder.SUMS), sums.get());
    sync(draft);
    try {
      ModelBundle.open(draft);
      return Optional.empty();
    } catch (BundleException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Mlflow.Download moved(Path draft, Path target, String digest) throws IOException {
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Another process may have brought it in the meantime.
      if (!isThere(target, digest)) {
        throw e;
      }
    }
    sync(target.toAbsolutePath().resolveSibling("."));
    return new Mlflow.Download.Complete();
  }

  private static boolean isThere(Path target, String digest) {
    try {
      return ModelBundle.open(target).digest().equals(digest);
    } catch (BundleException _) {
      // What lies there is not it; the move has failed.
      return false;
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    Files.write(file, content, StandardOpenOption.CREATE_NEW);
    sync(file);
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void remove(Path draft) throws IOException {
    if (!Files.exists(draft)) {
      return;
    }
    try (Stream<Path> files = Files.list(draft)) {
      List<Path> left = files.toList();
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(draft);
  }
}
