package io.evenkeel.registry;

import io.evenkeel.mlflow.Mlflow.Download;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets bundles back from elsewhere. No call takes longer than its budget, whatever the other side
/// does. Safe for use by many threads and by several processes over one home.
final class Restoration {
  /// How the name of a directory begins in which an altered bundle was set aside.
  static final String ALTERED = ".altered-";

  private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
  private static final String DRAFT = ".restore-";
  private static final int DIGITS = 12;

  private final Path models;
  private final RemoteCopies remote;
  private final Duration budget;
  private final Patience patience;

  /// @param budget how long one download may take in all
  /// @param nanos measures durations
  Restoration(Path models, RemoteCopies remote, Duration budget, LongSupplier nanos) {
    this.models = models;
    this.remote = remote;
    this.budget = budget;
    this.patience = new Patience(nanos);
  }

  /// A copy that was downloaded, or why there is none.
  sealed interface Copy {
    /// @param directory where it lies for now
    record At(Path directory) implements Copy {}

    /// @param reason why there is none
    record None(String reason) implements Copy {}
  }

  /// Downloads a copy beside the bundles. Whoever gets one installs or drops it.
  ///
  /// One that hung is not asked for again at once: after half a minute first, then after twice as
  /// long each time, up to five minutes. Those who decide must not wait for it again and again.
  Copy fetch(String version, String digest) {
    if (patience.isTried(version)) {
      return new Copy.None("MLflow is away: it hung a short while ago and is asked again later");
    }
    Path draft = models.resolve(DRAFT + version + "-" + UUID.randomUUID());
    return switch (bounded(version, digest, draft)) {
      case Download.Complete _ -> new Copy.At(draft);
      case Download.Unknown(String reason) -> new Copy.None("MLflow does not have it: " + reason);
      case Download.Altered(String reason) ->
          new Copy.None("what MLflow has was altered: " + reason);
      case Download.Away(String reason) -> new Copy.None("MLflow is away: " + reason);
    };
  }

  /// Puts a copy in the place of a bundle. What lies there altered is set aside and stays for
  /// people to look at.
  ///
  /// @throws BundleException when it cannot be put there
  void install(Copy.At copy, String version, String digest) {
    Path place = models.resolve(version);
    try {
      if (isIntact(place, digest)) {
        drop(copy);
        return;
      }
      if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        Path aside = free(ALTERED + version + "-" + digestOf(place));
        Files.move(place, aside, StandardCopyOption.ATOMIC_MOVE);
        LOG.error("the bundle of {} was altered; it was set aside as {}", version, aside);
      }
      Files.move(copy.directory(), place, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel entries = FileChannel.open(models, StandardOpenOption.READ)) {
        entries.force(true);
      }
      LOG.warn("the bundle of {} was restored from MLflow", version);
    } catch (IOException e) {
      drop(copy);
      // Another process may have been quicker.
      if (!isIntact(place, digest)) {
        throw new BundleException(place + ": cannot be restored: " + e, e);
      }
    }
  }

  /// Deletes a copy that is not needed.
  void drop(Copy.At copy) {
    Trees.delete(copy.directory());
  }

  private Download bounded(String version, String digest, Path draft) {
    AtomicBoolean abandoned = new AtomicBoolean();
    FutureTask<Download> task =
        new FutureTask<>(() -> {
          try {
            return remote.download(version, digest, draft);
          } finally {
            if (abandoned.get()) {
              Trees.delete(draft);
            }
          }
        });
    Thread.ofVirtual().name("restore-" + version).start(task);
    try {
      Download answer = task.get(budget.toNanos(), TimeUnit.NANOSECONDS);
      patience.answered(version);
      return answer;
    } catch (TimeoutException _) {
      abandoned.set(true);
      task.cancel(true);
      patience.hung(version);
      return new Download.Away("it did not deliver within " + budget.toSeconds() + " s");
    } catch (InterruptedException _) {
      abandoned.set(true);
      task.cancel(true);
      Thread.currentThread().interrupt();
      return new Download.Away("the process is ending");
    } catch (ExecutionException e) {
      LOG.error("the download of {} broke off", version, e.getCause());
      Trees.delete(draft);
      return new Download.Away("the download broke off");
    }
  }

  private static boolean isIntact(Path place, String digest) {
    try {
      return ModelBundle.open(place).digest().equals(digest);
    } catch (BundleException e) {
      LOG.debug("{} is not intact", place, e);
      return false;
    }
  }

  private Path free(String name) {
    Path path = models.resolve(name);
    for (int i = 2; Files.exists(path, LinkOption.NOFOLLOW_LINKS); i++) {
      path = models.resolve(name + "-" + i);
    }
    return path;
  }

  /// A digest of whatever lies there, for its name.
  private static String digestOf(Path place) throws IOException {
    MessageDigest digest = sha256();
    List<Path> files;
    try (Stream<Path> tree = Files.walk(place)) {
      files =
          tree.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      digest.update(
          Optional.ofNullable(file.getFileName())
              .map(Path::toString)
              .orElse("")
              .getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
