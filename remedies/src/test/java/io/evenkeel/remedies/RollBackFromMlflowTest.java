package io.evenkeel.remedies;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.Outcome;
import io.evenkeel.incident.Remedy;
import io.evenkeel.mlflow.ForeignModel;
import io.evenkeel.mlflow.Mlflow;
import io.evenkeel.mlflow.Mlflow.Download;
import io.evenkeel.mlflow.Mlflow.Standing;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.registry.RemoteCopies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollBackFromMlflowTest {
  @TempDir private Path directory;
  private final List<String> asked = new ArrayList<>();
  private boolean away;
  private TestingHome home;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    home = new TestingHome(directory, Optional.of(new Copies()));
    home.versions("v1", "v2");
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void theTargetIsComparedWithTheCopyInMlflow() throws IOException, InterruptedException {
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    assertThat(home.perform(new Remedy.RollBack(), report)).isInstanceOf(Outcome.Changed.class);
    assertThat(asked).containsExactly("v1");
    assertThat(home.serving()).isEqualTo("v1");
  }

  @Test
  void theLocalCopyServesWhileMlflowIsAway() throws IOException, InterruptedException {
    away = true;
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    assertThat(home.perform(new Remedy.RollBack(), report)).isInstanceOf(Outcome.Changed.class);
    assertThat(asked).containsExactly("v1");
    assertThat(home.serving()).isEqualTo("v1");
  }

  @Test
  void aTargetThatIsMissingHereComesFromMlflow() throws IOException, InterruptedException {
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    TestingBundles.damage(home.registry.directory("v1"));
    assertThat(home.perform(new Remedy.RollBack(), report)).isInstanceOf(Outcome.Changed.class);
    assertThat(home.serving()).isEqualTo("v1");
    assertThat(home.registry.open("v1").metadata().version()).isEqualTo("v1");
  }

  @Test
  void noMoreThanOneIsAskedForWhenManyAreMissing() throws IOException, InterruptedException {
    home.recorded("v3");
    home.registry.promote(Optional.of("v2"), "v3", "for a test", "");
    away = true;
    CheckReport report = home.serve(TestingWorld.QUIET, 2000);
    TestingBundles.damage(home.registry.directory("v1"));
    TestingBundles.damage(home.registry.directory("v2"));
    assertThat(home.remedies().fittingVersion(report)).isEmpty();
    assertThat(asked).containsExactly("v2");
  }

  /// Copies of the versions as they were trained.
  private final class Copies implements RemoteCopies {
    @Override
    public Download download(String version, String digest, Path target) {
      asked.add(version);
      if (away) {
        return new Download.Away("connection refused");
      }
      try {
        TestingBundles.place(version, target);
        return new Download.Complete();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Standing champion() {
      return new Standing.Unset();
    }

    @Override
    public ForeignModel foreign(String number) {
      return new ForeignModel.Away("not asked for");
    }

    @Override
    public Mlflow.Adoption adopt(String number, long sequence, String version) {
      return new Mlflow.Adoption.Away("not asked for");
    }
  }
}
