package io.evenkeel.console;

import io.evenkeel.incident.Incident;
import io.evenkeel.report.Html;
import java.util.List;

/// All incidents.
final class IncidentsPage {
  private IncidentsPage() {}

  static String html(Sights sights) {
    Html page = Frame.begin("Incidents", "/incidents");
    List<Incident> all = sights.incidents();
    page.raw("<div id=\"live\">\n<h1>Incidents</h1>\n");
    if (all.isEmpty()) {
      page.raw("<p>There has been none.</p>\n");
    } else {
      Frame.table(page, all);
    }
    return Frame.end(page.raw("</div>\n"));
  }
}
