package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.incident.Culprit;
import io.evenkeel.incident.Decision;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OneClientTest {
  @TempDir private Path home;
  private MonitoredWorld world;

  @BeforeEach
  void open() {
    world = new MonitoredWorld(home);
    world.promote("v1");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aClientThatSendsOtherRowsThanAllOthersIsToBlame() {
    for (int i = 0; i < 8; i++) {
      world.from("acme", true, "v1", 30);
      world.from("bank", false, "v1", 40);
      world.quiet("v1", 30);
    }
    CheckReport report = world.monitor().once();
    assertThat(report.drift().driftedFeatures()).contains("amount");
    Culprit culprit = report.culprit().orElseThrow();
    assertThat(culprit.client()).isEqualTo("acme");
    assertThat(culprit.share()).isCloseTo(0.3, within(1e-9));
    assertThat(report.recommendation().decision()).isEqualTo(Decision.ALERT);
    assertThat(report.recommendation().reasoning())
        .endsWith(
            "One client's doing: nothing is found without the client acme, which sent 30.0 % of the"
                + " requests.");
    assertThat(world.store.find(report.id())).isEqualTo(new ReportStore.Reading.Sound(report));
  }

  @Test
  void aFestivalIsNobodysDoing() {
    for (int i = 0; i < 8; i++) {
      world.from("acme", true, "v1", 30);
      world.from("bank", true, "v1", 40);
      world.festival("v1", 30);
    }
    CheckReport report = world.monitor().once();
    assertThat(report.recommendation().decision()).isNotEqualTo(Decision.OK);
    assertThat(report.culprit()).isEmpty();
  }

  @Test
  void aClientWithMoreThanHalfOfTheRowsIsTheWorld() {
    for (int i = 0; i < 8; i++) {
      world.from("acme", true, "v1", 60);
      world.from("bank", false, "v1", 40);
    }
    assertThat(world.monitor().once().culprit()).isEmpty();
  }

  @Test
  void theUnnamedAreNotToldApart() {
    for (int i = 0; i < 8; i++) {
      world.festival("v1", 30);
      world.from("bank", false, "v1", 70);
    }
    CheckReport report = world.monitor().once();
    assertThat(report.recommendation().decision()).isNotEqualTo(Decision.OK);
    assertThat(report.culprit()).isEmpty();
  }

  @Test
  void whoseRequestsAreRefusedIsNamedAndAllTogetherAreNot() {
    world.from("bank", false, "v1", 800);
    world.reject("acme", 150);
    world.reject("bank", 5);
    CheckReport report = world.monitor().once();
    assertThat(report.drift().qualityIssues()).isNotEmpty();
    assertThat(report.culprit().map(Culprit::client)).contains("acme");

    world.reject("bank", 150);
    assertThat(world.monitor().once().culprit()).isEmpty();
  }

  @Test
  void aReportOfAnOlderProgramNamesNobody() {
    world.quiet("v1", 800);
    CheckReport report = world.monitor().once();
    byte[] json = ReportCodec.write(report);
    assertThat(new String(json, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("culprit");
    assertThat(ReportCodec.read(json)).isEqualTo(report);
  }
}
