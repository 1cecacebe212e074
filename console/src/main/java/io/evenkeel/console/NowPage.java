package io.evenkeel.console;

import io.evenkeel.agent.AgentFact;
import io.evenkeel.agent.KillSwitchFile;
import io.evenkeel.incident.Incident;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.report.Html;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How things stand now.
final class NowPage {
  private static final Duration SILENT = Duration.ofMinutes(2);

  private NowPage() {}

  static String html(Sights sights) {
    Html page = Frame.begin("Now", "/");
    Instant now = sights.now();
    List<Incident> open = sights.open();
    Optional<KillSwitchFile.Standing> stopped = sights.stopped();
    page.raw("<div id=\"live\">\n");
    head(page, sights, open, stopped, now);
    signs(page, sights, now);
    page.raw("<h2>Incidents that are not over</h2>\n");
    if (open.isEmpty()) {
      page.raw("<p>None. <a href=\"/incidents\">All incidents</a></p>\n");
    } else {
      Frame.table(page, open);
    }
    decisions(page, sights.lastDecisions());
    page.raw("</div>\n");
    killSwitch(page);
    return Frame.end(page);
  }

  private static void head(
      Html page,
      Sights sights,
      List<Incident> open,
      Optional<KillSwitchFile.Standing> stopped,
      Instant now) {
    long asking = open.stream().filter(incident -> incident.marks().asks(now)).count();
    Optional<Aliases.Fact> serving = sights.serving();
    String kind = asking > 0 ? " bad" : stopped.isPresent() || serving.isEmpty() ? " watchful" : "";
    page.raw("<header class=\"verdict").raw(kind).raw("\">\n");
    page.element("h1", headline(serving, asking)).raw("\n");
    serving.ifPresent(fact -> {
      page.raw("<p>").text("Since " + TimeText.second(fact.since()) + ": ");
      page.text(fact.why()).raw("</p>\n");
    });
    page.raw("<p>");
    if (stopped.isEmpty()) {
      page.text(
          switch (sights.autonomy()) {
            case FULL -> "The agent may act.";
            case SHADOW ->
                "The agent is on trial (shadow): it trains and judges, and changes nothing.";
            case OBSERVE ->
                "The agent is on trial (observe): it decides, and does nothing but tell.";
          });
    } else {
      KillSwitchFile.Standing standing = stopped.get();
      page.raw("<span class=\"alarm\">The agent is stopped</span>");
      page.text(standing.since().map(since -> " since " + TimeText.second(since)).orElse(""));
      page.text(" by %s: %s.".formatted(standing.by(), standing.why()));
      page.text(
          standing
              .until()
              .map(until -> " It ends by itself at " + TimeText.second(until) + ".")
              .orElse(" It ends when somebody releases it."));
    }
    page.raw("</p>\n</header>\n");
  }

  private static String headline(Optional<Aliases.Fact> serving, long asking) {
    String serves = serving.map(fact -> fact.version() + " serves").orElse("Nothing serves yet");
    return asking == 0
        ? serves
        : "%s, %d %s".formatted(serves, asking, asking == 1 ? "incident" : "incidents");
  }

  private static void signs(Html page, Sights sights, Instant now) {
    page.raw("<div class=\"figures\">\n");
    Optional<CheckReport> report = sights.latestReport();
    page.raw("<div>");
    page.element(
        "b",
        report
            .map(known -> known.conclusive() ? percent(known.drift().driftScore()) : "unknown")
            .orElse("–"));
    page.raw("<span>drift score</span>");
    page.element(
        "small",
        report
            .map(known ->
                "%s, %s"
                    .formatted(
                        TimeText.ago(known.timestamp(), now),
                        known.recommendation().decision().code()))
            .orElse("no report yet"));
    page.raw("</div>\n");
    sights
        .signsOfLife()
        .forEach((process, time) -> {
          boolean silent = time.isBefore(now.minus(SILENT));
          page.raw("<div>");
          page.element(silent ? "b class=\"alarm\"" : "b", TimeText.ago(time, now))
              .element("span", process);
          page.raw("<small>last sign of life</small></div>\n");
        });
    page.raw("</div>\n");
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }

  private static void decisions(Html page, List<AgentFact.Decided> decisions) {
    page.raw("<h2>Last decisions</h2>\n");
    if (decisions.isEmpty()) {
      page.raw("<p>None yet.</p>\n");
      return;
    }
    page.raw("<div class=\"wide\"><table>\n");
    for (AgentFact.Decided decided : decisions) {
      page.raw("<tr><td class=\"id\">")
          .text(TimeText.second(decided.time()))
          .raw("</td><td class=\"id\"><b>");
      page.text(decided.decision().code()).raw("</b></td><td>");
      page.text(decided.reasoning()).raw(" <a href=\"/reports/").text(decided.report());
      page.raw("\">report</a>");
      if (!decided.incident().isEmpty()) {
        page.raw(" <a href=\"/incidents/").text(decided.incident()).raw("\">incident</a>");
      }
      page.raw("</td></tr>\n");
    }
    page.raw("</table></div>\n");
  }

  private static void killSwitch(Html page) {
    page.raw("<h2>Kill switch</h2>\n<p class=\"soft\">Holds from the next effect on. While ");
    page.raw(
        "the agent is stopped, people are still told of incidents.</p>\n<div class=\"two\">\n");
    Frame.form(
        page,
        "/api/pause",
        "Stop the agent",
        "<label>Minutes <input name=\"minutes\" type=\"number\" min=\"1\" max=\"1000000\""
            + " placeholder=\"until released\"></label>\n",
        "<button class=\"stop\">Stop</button>");
    Frame.form(page, "/api/resume", "Let the agent act again", "", "<button>Release</button>");
    page.raw("</div>\n");
  }
}
