package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentlySeenTest {
  @Test
  void theOldestIsForgottenFirst() {
    RecentlySeen ids = new RecentlySeen(2, 1);
    assertThat(ids.seen("a")).isFalse();
    assertThat(ids.seen("b")).isFalse();
    assertThat(ids.seen("c")).isFalse();
    assertThat(ids.seen("b")).isTrue();
    assertThat(ids.seen("a")).isFalse();
    assertThat(ids.seen("b")).isFalse();
  }

  @Test
  void itSaysTheSameAsASetThatIsCutToItsNewest() {
    for (int capacity : new int[] {1, 3, 64, 1_000}) {
      RecentlySeen ids = new RecentlySeen(capacity, capacity);
      Set<String> newest = new LinkedHashSet<>();
      Random random = new Random(capacity);
      for (int i = 0; i < 200_000; i++) {
        String id = "txn-" + random.nextInt(3 * capacity);
        boolean fresh = newest.add(id);
        if (newest.size() > capacity) {
          newest.remove(newest.iterator().next());
        }
        assertThat(ids.seen(id)).as("%s at %d, capacity %d", id, i, capacity).isEqualTo(!fresh);
      }
    }
  }

  @Test
  void whoDoesNotKnowTheSecretCannotChooseRowsThatLookAlike() {
    // A short vector of the lattice of differences that the point of the secret 7 maps to 0.
    double[] one = {1234.500244140625, 678.2501220703125};
    double[] other = {1254.9777832071638, 683.6964111335966};
    RecentlySeen known = new RecentlySeen(10, 7);
    assertThat(known.seen(one)).isFalse();
    assertThat(known.seen(other)).as("made to collide").isTrue();
    for (long secret = 8; secret < 1_000; secret++) {
      RecentlySeen unknown = new RecentlySeen(10, secret);
      assertThat(unknown.seen(one)).isFalse();
      assertThat(unknown.seen(other)).isFalse();
    }
  }

  @Test
  void rowsAreTheSameWhereTheirValuesAre() {
    RecentlySeen rows = new RecentlySeen(10, 3);
    assertThat(rows.seen(new double[] {0.0, Double.NaN})).isFalse();
    assertThat(rows.seen(new double[] {-0.0, Double.NaN})).isTrue();
    assertThat(rows.seen(new double[] {0.0, Double.NaN, 0.0})).isFalse();
    assertThat(rows.seen(new double[] {0.0})).isFalse();
    assertThat(rows.seen("")).isFalse();
    assertThatThrownBy(() -> new RecentlySeen(0, 3)).isInstanceOf(IllegalArgumentException.class);
  }
}
