package io.evenkeel.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.SchemaFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UpiWorldTest {
  private static final int ROWS = 100_000;

  @Test
  void theShippedFileDeclaresTheClock() {
    FeatureSchema shipped = SchemaFile.read(Path.of("../examples/upi-clock.yaml"));
    assertThat(shipped).isEqualTo(UpiWorld.clockSchema());
    assertThat(shipped.season()).contains("hour");
    assertThat(UpiWorld.schema().season()).isEmpty();
  }

  @Test
  void theSameSeedGivesTheSameRows() {
    assertThat(draw(UpiWorld.mixed(7), Regime.high(), 500))
        .isEqualTo(draw(UpiWorld.mixed(7), Regime.high(), 500))
        .isNotEqualTo(draw(UpiWorld.mixed(8), Regime.high(), 500));
  }

  @Test
  void everyRowOfEveryRegimeKeepsTheSchema() {
    FeatureSchema schema = UpiWorld.schema();
    for (Regime regime : Regime.all()) {
      UpiWorld world = UpiWorld.mixed(11);
      for (int i = 0; i < ROWS; i++) {
        Transaction transaction = world.next(regime);
        assertThat(schema.check(transaction.row())).as(regime.name()).isEmpty();
        assertThat(transaction.txnCount1h()).isLessThanOrEqualTo(60);
      }
    }
  }

  @Test
  void quietDaysLookAsStated() {
    List<Transaction> rows = draw(UpiWorld.mixed(1), Regime.quiet(), ROWS);
    List<Transaction> honest = rows.stream().filter(row -> !row.fraud()).toList();
    assertThat(share(rows, Transaction::fraud)).isCloseTo(.03, within(.003));
    assertThat(mean(honest, row -> Math.log(row.amount()))).isCloseTo(8.5, within(.03));
    assertThat(share(honest, row -> row.hour() < 6)).isCloseTo(.03, within(.003));
    assertThat(mean(honest, Transaction::txnCount1h)).isCloseTo(1.3, within(.02));
    assertThat(share(honest, row -> row.deviceType() == 0)).isCloseTo(.75, within(.006));
    assertThat(share(honest, row -> row.senderAgeDays() < 30)).isCloseTo(.0246, within(.003));
    assertThat(share(honest, Transaction::sameDevice)).isCloseTo(.94, within(.004));
    assertThat(share(honest, row -> row.merchantCat() == 0)).isCloseTo(.22, within(.006));
  }

  @Test
  void aFestivalMovesHonestPeopleTowardsYesterdaysFraud() {
    List<Transaction> rows = draw(UpiWorld.mixed(2), Regime.high(), ROWS);
    List<Transaction> honest = rows.stream().filter(row -> !row.fraud()).toList();
    // 9.75 less what redrawing above 200,000 INR takes off.
    assertThat(mean(honest, row -> Math.log(row.amount()))).isCloseTo(9.67, within(.03));
    assertThat(share(honest, row -> row.hour() >= 22 || row.hour() < 4))
        .isCloseTo(.548, within(.01));
    assertThat(mean(honest, Transaction::txnCount1h)).isCloseTo(3.38, within(.03));
    assertThat(share(honest, row -> row.deviceType() == 0)).isCloseTo(.51, within(.006));
    assertThat(share(honest, row -> row.deviceType() == 2)).isCloseTo(.19, within(.006));
    assertThat(share(honest, row -> row.senderAgeDays() < 90)).isCloseTo(.356, within(.01));
  }

  @Test
  void partOfTheFraudMovesOn() {
    Predicate<Transaction> takenOver = row -> row.merchantCat() == 8;
    assertThat(share(frauds(Regime.quiet()), takenOver)).isCloseTo(.04, within(.012));
    assertThat(share(frauds(Regime.medium()), takenOver)).isCloseTo(.04 + .25 * .672, within(.03));
    assertThat(share(frauds(Regime.high()), takenOver)).isCloseTo(.04 + .50 * .672, within(.03));
  }

  @Test
  void amountsDoNotPileUpAtTheCap() {
    List<Transaction> rows = draw(UpiWorld.mixed(3), Regime.high(), ROWS);
    assertThat(rows.stream().filter(row -> row.amount() > 199_000).count()).isBetween(1L, 200L);
    assertThat(rows.stream().filter(row -> row.amount() == 200_000).count()).isLessThan(3);
  }

  @Test
  void aFewLabelsAreReportedWrongly() {
    List<Transaction> rows = draw(UpiWorld.mixed(4), Regime.quiet(), 4 * ROWS);
    assertThat(share(rows.stream().filter(Transaction::fraud).toList(), row -> !row.reported()))
        .isCloseTo(.012, within(.004));
    assertThat(share(rows.stream().filter(row -> !row.fraud()).toList(), Transaction::reported))
        .isCloseTo(.0005, within(.0002));
  }

  @Test
  void aTableHasTheReportedLabels() {
    LabelledTable table = UpiWorld.mixed(5).table(Regime.quiet(), 20_000);
    List<Transaction> rows = draw(UpiWorld.mixed(5), Regime.quiet(), 20_000);
    boolean differs = false;
    for (int i = 0; i < rows.size(); i++) {
      assertThat(table.features().row(i)).isEqualTo(rows.get(i).row());
      assertThat(table.labels()[i]).isEqualTo(rows.get(i).reported());
      differs |= rows.get(i).reported() != rows.get(i).fraud();
    }
    assertThat(differs).isTrue();
  }

  @Test
  void aDayInClockOrderHasTheSameRowsInOrder() {
    int day = 50_000;
    List<Transaction> rows =
        draw(UpiWorld.inClockOrder(UpiWorld.randomOf(6), day), Regime.quiet(), day);
    assertThat(rows).isSortedAccordingTo((a, b) -> Integer.compare(a.hour(), b.hour()));
    assertThat(rows.getLast().hour()).isEqualTo(23);

    List<Transaction> mixed = draw(UpiWorld.mixed(6), Regime.quiet(), day);
    for (int hour = 0; hour < 24; hour++) {
      assertThat(hours(rows)[hour]).isCloseTo(hours(mixed)[hour], within(.004));
    }
    assertThat(share(rows, Transaction::fraud)).isCloseTo(.03, within(.004));
    Predicate<Transaction> night = row -> row.hour() < 6;
    assertThat(share(rows.stream().filter(Transaction::fraud).toList(), night))
        .isCloseTo(.54, within(.06));
  }

  @Test
  void aFestivalFillsTheNightInClockOrderToo() {
    int day = 20_000;
    UpiWorld world = UpiWorld.inClockOrder(UpiWorld.randomOf(6), day);
    List<Transaction> rows = draw(world, Regime.high(), day);
    assertThat(share(rows, row -> row.hour() < 4)).isCloseTo(.39, within(.02));
    assertThat(world.next(Regime.high()).hour()).as("the next day begins").isZero();
  }

  private static List<Transaction> frauds(Regime regime) {
    return draw(UpiWorld.mixed(10), regime, ROWS).stream().filter(Transaction::fraud).toList();
  }

  private static List<Transaction> draw(UpiWorld world, Regime regime, int rows) {
    return Stream.generate(() -> world.next(regime)).limit(rows).toList();
  }

  private static double[] hours(List<Transaction> rows) {
    double[] shares = new double[24];
    rows.forEach(row -> shares[row.hour()] += 1.0 / rows.size());
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-6));
    return shares;
  }

  private static double share(List<Transaction> rows, Predicate<Transaction> condition) {
    return rows.stream().filter(condition).count() / (double) rows.size();
  }

  private static double mean(List<Transaction> rows, ToDoubleFunction<Transaction> value) {
    return rows.stream().mapToDouble(value).average().orElseThrow();
  }
}
