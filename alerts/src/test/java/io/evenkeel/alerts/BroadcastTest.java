package io.evenkeel.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BroadcastTest {
  private static final Alert ALERT = TestingAlerts.hourMoved("k", TestingAlerts.NOON);
  private static final AlertChannel FULL_DISK = _ -> new Delivery.Failed("disk full");
  private static final AlertChannel LOG = _ -> new Delivery.Delivered("the log");

  @Test
  void oneDeliveryIsEnoughAndTheFailuresAreToldWithIt() {
    assertThat(new Broadcast(List.of(FULL_DISK, LOG)).send(ALERT))
        .isEqualTo(new Delivery.Delivered("the log (not delivered: disk full)"));
    assertThat(new Broadcast(List.of(LOG, LOG)).send(ALERT))
        .isEqualTo(new Delivery.Delivered("the log, the log"));
  }

  @Test
  void aChannelThatBreaksDoesNotHideTheOthers() {
    AlertChannel broken =
        _ -> {
          throw new IllegalStateException("bug");
        };
    assertThat(new Broadcast(List.of(broken, LOG)).send(ALERT))
        .isInstanceOfSatisfying(
            Delivery.Delivered.class,
            delivered -> assertThat(delivered.where()).startsWith("the log").contains("bug"));
  }

  @Test
  void whereAllFailItFailsWithEveryReason() {
    AlertChannel down = _ -> new Delivery.Failed("no route");
    assertThat(new Broadcast(List.of(FULL_DISK, down)).send(ALERT))
        .isEqualTo(new Delivery.Failed("disk full; no route"));
    assertThatThrownBy(() -> new Broadcast(List.of())).hasMessageContaining("at least one channel");
  }
}
