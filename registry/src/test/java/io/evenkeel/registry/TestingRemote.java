package io.evenkeel.registry;

import io.evenkeel.mlflow.ForeignModel;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.Mlflow.Download;
import io.evenkeel.mlflow.Mlflow.Standing;
import io.evenkeel.model.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Copies elsewhere as the test says. Written by the test's thread before the calls.
final class TestingRemote implements RemoteCopies {
  final List<String> asked = new ArrayList<>();
  final List<String> adopted = new ArrayList<>();
  final CountDownLatch released = new CountDownLatch(1);
  Standing standing = new Standing.Unset();
  ForeignModel model = new ForeignModel.Away("not asked for");
  Mlflow.Adoption marking = new Mlflow.Adoption.Marked();
  boolean hanging;
  private final Path copies;
  private Download answer = new Download.Complete();

  /// @param copies one directory a version
  TestingRemote(Path copies) {
    this.copies = copies;
  }

  void answers(Download other) {
    answer = other;
  }

  @Override
  public Download download(String version, String digest, Path target) {
    asked.add(version);
    if (hanging) {
      awaitRelease();
    }
    if (!(answer instanceof Download.Complete)) {
      return answer;
    }
    try {
      TestingBundles.copy(copies.resolve(version), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ModelBundle.open(target).digest().equals(digest)
        ? answer
        : new Download.Altered("another digest");
  }

  /// Like a request that does not heed an interrupt.
  private void awaitRelease() {
    while (true) {
      try {
        released.await();
        return;
      } catch (InterruptedException _) {
        // A hanging server does not care.
      }
    }
  }

  @Override
  public Standing champion() {
    return standing;
  }

  @Override
  public ForeignModel foreign(String number) {
    return model;
  }

  @Override
  public Mlflow.Adoption adopt(String number, long sequence, String version) {
    if (marking instanceof Mlflow.Adoption.Marked) {
      adopted.add(number + " by " + sequence + "/" + version);
    }
    return marking;
  }
}
