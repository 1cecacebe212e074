package io.evenkeel.console;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.incident.Incident;
import io.evenkeel.report.Html;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One incident, and what can be said about it.
final class IncidentPage {
  private static final String NEXT =
      "<label>Next <select name=\"next\"><option value=\"none\">nothing: the champion stays</option>"
          + "<option>rollback</option><option>retrain</option><option>alert</option>"
          + "<option value=\"policy\">as the policy says</option></select></label>\n";

  private IncidentPage() {}

  static String html(Sights sights, Incident incident) {
    Html page = Frame.begin(incident.id(), "");
    page.raw("<div id=\"live\">\n");
    String kind =
        incident.resolved() ? (incident.timeToRecover().isPresent() ? "" : " watchful") : " bad";
    page.raw("<header class=\"verdict").raw(kind).raw("\">\n").element("h1", incident.id());
    page.raw("<p>");
    Frame.state(page, incident);
    page.text(incident.resolved() ? " " + Lessons.end(PostMortems.end(incident), incident) : "");
    page.raw("</p>\n").element("p class=\"names\"", String.join(", ", incident.cause()));
    page.raw("<p class=\"soft\">Opened under ").text(incident.version());
    page.text("; the latest report asked for " + incident.decision().code()).raw(". ");
    page.raw("<a href=\"/incidents/").text(incident.id()).raw("/postmortem\">Post-mortem</a> ");
    page.raw("<a href=\"/reports/").text(incident.latest().report()).raw("\">Report</a></p>\n");
    MarkText.lines(incident.marks()).forEach(said -> page.element("p", said).raw("\n"));
    page.raw("</header>\n");
    story(page, incident, sights.facts(incident.id()));
    List<Incident> earlier = sights.earlier(incident);
    if (!earlier.isEmpty()) {
      page.raw("<h2>The same cause before</h2>\n");
      Frame.table(page, earlier);
    }
    page.raw("</div>\n");
    say(page, incident);
    return Frame.end(page);
  }

  private static void story(Html page, Incident incident, List<AgentFact> facts) {
    Instant start = incident.timeline().onset().orElse(incident.timeline().detected());
    page.raw("<h2>What happened</h2>\n<p class=\"soft\">Time since ");
    page.text(incident.timeline().onset().isPresent() ? "the onset, " : "the report, ");
    page.text(TimeText.moment(start)).raw(".</p>\n<div class=\"wide\"><table>\n");
    for (AgentFact fact : facts) {
      page.raw("<tr><td class=\"n\">").text(TimeText.span(Duration.between(start, fact.time())));
      page.raw("</td><td>").element("span class=\"kind\"", FactText.kind(fact)).raw("</td><td>");
      page.text(FactText.what(fact)).raw("</td></tr>\n");
    }
    page.raw("</table></div>\n");
  }

  private static void say(Html page, Incident incident) {
    String path = "/api/incidents/" + incident.id();
    page.raw("<h2>Tell the agent</h2>\n<div class=\"two\">\n");
    if (!incident.resolved()) {
      Frame.form(page, path + "/acknowledge", "Take it on", "", "<button>Acknowledge</button>");
      Frame.form(page, path + "/override", "Say what comes next", NEXT, "<button>Order</button>");
      Frame.form(
          page,
          path + "/resolve",
          "Close it, without a measurement",
          "",
          "<button class=\"stop\">Resolve</button>");
    }
    Frame.form(
        page,
        path + "/suppress",
        "Hold it for noise",
        "<label>Minutes <input name=\"minutes\" type=\"number\" min=\"1\" max=\"1000000\""
            + " placeholder=\"for ever\"></label>\n",
        "<button>Suppress</button>");
    page.raw("</div>\n");
  }
}
