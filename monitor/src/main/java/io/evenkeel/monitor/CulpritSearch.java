package io.evenkeel.monitor;

import io.evenkeel.drift.DriftReport;
import io.evenkeel.events.Event;
import io.evenkeel.incident.Culprit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Looks for the one client without whose requests nothing is found: then it is that client's
/// doing, and the world has not changed.
///
/// A client that sent more than half of the rows is the world. What is found must also be found in
/// as few rows as are left without the client, drawn from all: else it is their number that hides
/// it. Clients that did not name themselves are not told apart, and none of them is blamed.
///
/// @param judge finds what is wrong with rows
/// @param ok whether that is nothing
record CulpritSearch(Function<WindowRows, DriftReport> judge, Predicate<DriftReport> ok) {
  private static final int SUSPECTS = 5;

  /// The client, if there is one.
  ///
  /// @param window rows in which something was found
  Optional<Culprit> in(WindowRows window) {
    Map<String, Double> requests = requests(window);
    double all = requests.values().stream().mapToDouble(Double::doubleValue).sum();
    List<String> loudest =
        requests.entrySet().stream()
            .filter(client -> !client.getKey().isEmpty())
            .sorted(
                Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(SUSPECTS)
            .map(Map.Entry::getKey)
            .toList();
    return loudest.stream()
        .filter(client -> explains(client, window))
        .findFirst()
        .map(client -> new Culprit(client, requests.getOrDefault(client, 0.0) / all));
  }

  private boolean explains(String client, WindowRows window) {
    WindowRows others = window.without(client);
    int left = others.rows().size();
    return 2 * left >= window.rows().size()
        && ok.test(judge.apply(others))
        && !ok.test(judge.apply(window.thinned(left)));
  }

  /// The requests of each client, the refused ones included.
  private static Map<String, Double> requests(WindowRows window) {
    Map<String, Double> requests = new HashMap<>();
    window.refused().forEach((client, refused) -> requests.put(client, (double) refused));
    double each = window.rows().isEmpty() ? 0 : (double) window.accepted() / window.rows().size();
    for (Event.Prediction row : window.rows()) {
      requests.merge(row.client(), each, Double::sum);
    }
    return requests;
  }
}
