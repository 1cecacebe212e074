package io.evenkeel.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentIdsTest {
  @Test
  void anIdIsNewOnce() {
    RecentIds ids = new RecentIds(10);

    assertThat(ids.add("txn-1")).isTrue();
    assertThat(ids.add("txn-1")).isFalse();
    assertThat(ids.add("txn-2")).isTrue();
    assertThat(ids.add("txn-1")).isFalse();
  }

  @Test
  void theOldestIsForgottenFirst() {
    RecentIds ids = new RecentIds(2);
    ids.add("a");
    ids.add("b");
    ids.add("c");

    assertThat(ids.add("b")).isFalse();
    assertThat(ids.add("a")).isTrue();
    assertThat(ids.add("b")).isTrue();
  }

  @Test
  void itSaysTheSameAsASetThatIsCutToItsNewest() {
    for (int capacity : new int[] {1, 3, 64, 1_000}) {
      RecentIds ids = new RecentIds(capacity);
      Set<String> newest = new LinkedHashSet<>();
      Random random = new Random(capacity);
      for (int i = 0; i < 200_000; i++) {
        String id = "txn-" + random.nextInt(3 * capacity);
        boolean fresh = newest.add(id);
        if (newest.size() > capacity) {
          newest.remove(newest.iterator().next());
        }
        assertThat(ids.add(id)).as("%s at %d, capacity %d", id, i, capacity).isEqualTo(fresh);
      }
    }
  }
}
