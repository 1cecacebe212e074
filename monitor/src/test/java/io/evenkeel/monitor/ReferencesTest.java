package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.BundleException;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.ScoredLabels;
import io.evenkeel.reference.VersionReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferencesTest {
  @Test
  void whatCouldNotBeOpenedIsTriedAgainAndWhatCouldIsKept() {
    Deque<String> opened = new ArrayDeque<>();
    References references =
        new References(version -> {
          opened.add(version);
          if (opened.size() == 1) {
            throw new BundleException("models/v1: not there");
          }
          return source();
        });

    assertThatThrownBy(() -> references.of("v1")).isInstanceOf(BundleException.class);
    References.Prepared prepared = references.of("v1");
    assertThat(references.of("v1")).isSameAs(prepared);
    assertThat(opened).hasSize(2);
  }

  private static References.Source source() {
    FeatureTable rows =
        FeatureTable.ofRows(
            MonitoredWorld.SCHEMA, List.of(new double[] {1, 2, 0, 4}, new double[] {3, 4, 1, 6}));
    return new References.Source(
        VersionReference.of(rows),
        new ScoredLabels(new double[] {.1, .9}, new boolean[] {false, true}),
        1);
  }
}
