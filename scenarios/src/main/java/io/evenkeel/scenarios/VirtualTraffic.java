package io.evenkeel.scenarios;

import io.evenkeel.events.Event;
import io.evenkeel.scenarios.VirtualServer.Payment;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.Transaction;
import io.evenkeel.simulator.UpiWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;

/// The people of a drill: how they pay, what their programs do to the rows, what is reported of
/// them, and when. A scenario changes each of these while the drill goes on.
///
/// Mutable; owned by the thread of the drill.
final class VirtualTraffic {
  private final UpiWorld world;
  private final RandomGenerator random;
  private final PriorityQueue<Due> labels =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
  private Function<Duration, Regime> regime = _ -> Regime.quiet();
  private Function<Duration, Double> rate;
  private Spoil spoil = (row, _) -> row;
  private LongFunction<String> client = _ -> "";
  private Truth truth = (payment, _) -> Optional.of(payment.reported());
  private Duration labelDelay;
  private double owed;
  private long number;

  /// What the way to the server does to a row.
  @FunctionalInterface
  interface Spoil {
    /// The row as it arrives; the row given may be changed.
    double[] apply(double[] row, RandomGenerator random);

    /// The same, but only for what one client sends.
    default Spoil of(String client) {
      return new Spoil() {
        @Override
        public double[] apply(double[] row, RandomGenerator random) {
          return Spoil.this.apply(row, random);
        }

        @Override
        public boolean strikes(String sender) {
          return sender.equals(client);
        }
      };
    }

    /// Whether it happens to what a client sends.
    default boolean strikes(String sender) {
      return true;
    }
  }

  /// What is reported of a payment.
  @FunctionalInterface
  interface Truth {
    /// The label; empty where none ever comes.
    Optional<Boolean> of(Transaction payment, RandomGenerator random);
  }

  private record Due(Duration at, long number, String id, boolean fraud) {}

  /// What happens at once.
  ///
  /// @param payments what people pay
  /// @param labels what is reported of earlier payments
  record Tick(List<Payment> payments, List<Event.Draft> labels) {}

  /// @param world the payments
  /// @param random whatever else happens by chance
  /// @param rowsPerHour payments an hour
  /// @param labelDelay from a payment to its label
  VirtualTraffic(UpiWorld world, RandomGenerator random, double rowsPerHour, Duration labelDelay) {
    this.world = world;
    this.random = random;
    this.rate = _ -> rowsPerHour;
    this.labelDelay = labelDelay;
  }

  /// Sets how people pay, by the time since the beginning of the drill.
  void regime(Function<Duration, Regime> next) {
    regime = next;
  }

  /// Sets how much people pay, in payments an hour, by the time since the beginning of the drill.
  void rate(Function<Duration, Double> rowsPerHour) {
    rate = rowsPerHour;
  }

  /// Sets what happens to rows on their way.
  void spoil(Spoil next) {
    spoil = next;
  }

  /// Sets who sends a payment, by its number.
  void clients(LongFunction<String> next) {
    client = next;
  }

  /// Sets what is reported.
  void truth(Truth next) {
    truth = next;
  }

  /// Sets when it is reported.
  void labelDelay(Duration next) {
    labelDelay = next;
  }

  /// A source of chance of this drill.
  RandomGenerator random() {
    return random;
  }

  /// Lets a while happen, all of it at its beginning.
  ///
  /// @param at its beginning, since the beginning of the drill
  /// @param length how long it is
  Tick next(Duration at, Duration length) {
    owed += rate.apply(at) * length.toMillis() / Duration.ofHours(1).toMillis();
    List<Payment> payments = new ArrayList<>();
    Regime now = regime.apply(at);
    for (; owed >= 1; owed--) {
      Transaction payment = world.next(now);
      String id = "t" + number;
      String sender = client.apply(number);
      double[] row = payment.row();
      payments.add(new Payment(id, spoil.strikes(sender) ? spoil.apply(row, random) : row, sender));
      truth
          .of(payment, random)
          .ifPresent(fraud -> labels.add(new Due(at.plus(labelDelay), number, id, fraud)));
      number++;
    }
    List<Event.Draft> due = new ArrayList<>();
    for (Due head = labels.peek(); head != null && head.at().compareTo(at) <= 0; ) {
      Due label = labels.remove();
      due.add(time -> new Event.Label(time, label.id(), label.fraud()));
      head = labels.peek();
    }
    return new Tick(payments, due);
  }
}
