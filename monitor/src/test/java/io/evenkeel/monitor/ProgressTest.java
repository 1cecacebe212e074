package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.incident.Decision;
import io.evenkeel.registry.ServingVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant TIME = CheckReports.TIME;
  private static final ServingVersion V1 =
      new ServingVersion("v1", 1, TIME.minusSeconds(900), "test");

  @Test
  void nothingLiesAheadAfterTheClockWasSetBack() {
    Instant now = TIME.minusSeconds(600);
    Progress progress =
        Progress.after(
            V1,
            List.of(
                CheckReports.drifted("a", 0, Decision.OK),
                CheckReports.empty("b", TIME.plusSeconds(300))),
            Optional.empty());
    progress.noLaterThan(now);
    assertThat(progress.lastCheck()).isEqualTo(now);
    assertThat(progress.rowsAfter()).isEqualTo(now);
    assertThat(progress.rejectionsAfter()).isEqualTo(now);
  }

  @Test
  void aClockThatGoesOnChangesNothing() {
    Progress progress =
        Progress.after(V1, List.of(CheckReports.drifted("a", 0, Decision.OK)), Optional.empty());
    progress.noLaterThan(TIME);
    assertThat(progress.lastCheck()).isEqualTo(TIME);
    assertThat(progress.rowsAfter()).isEqualTo(TIME.minusSeconds(1));
    assertThat(progress.rejectionsAfter()).isEqualTo(TIME.minusSeconds(1));
  }
}
