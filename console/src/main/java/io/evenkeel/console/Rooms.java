package io.evenkeel.console;

import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is at each path.
///
/// @param sights what is shown
/// @param api the same for programs, and what people say
/// @param postMortems made when they are asked for
record Rooms(Sights sights, Api api, PostMortems postMortems) {
  private static final String ID = "([A-Za-z0-9][A-Za-z0-9._-]{0,119})";
  private static final Pattern INCIDENT = Pattern.compile("/incidents/" + ID);
  private static final Pattern POST_MORTEM = Pattern.compile("/incidents/" + ID + "/postmortem");
  private static final Pattern MARKDOWN = Pattern.compile("/incidents/" + ID + "/postmortem\\.md");
  private static final Pattern REPORT = Pattern.compile("/reports/" + ID);
  private static final Pattern API_INCIDENT = Pattern.compile("/api/incidents/" + ID);
  private static final Pattern ORDER = Pattern.compile("/api/incidents/" + ID + "/([a-z]{1,20})");

  Answer get(String path) {
    return switch (path) {
      case "/" -> Answer.page(NowPage.html(sights));
      case "/incidents" -> Answer.page(IncidentsPage.html(sights));
      case "/report" -> report(sights.latestReport());
      case "/console.css" -> Answer.text("text/css", Styles.CSS);
      case "/console.js" -> Answer.text("text/javascript", Styles.SCRIPT);
      case "/api/status" -> api.status();
      case "/api/incidents" -> api.incidents();
      default -> one(path);
    };
  }

  Answer post(String path, Body body) {
    return switch (path) {
      case "/api/pause" -> api.pause(body);
      case "/api/resume" -> api.resume(body);
      default -> {
        Matcher order = ORDER.matcher(path);
        yield order.matches() ? api.instruct(order.group(1), order.group(2), body) : nothing();
      }
    };
  }

  private Answer one(String path) {
    Matcher incident = INCIDENT.matcher(path);
    if (incident.matches()) {
      return sights
          .incident(incident.group(1))
          .map(found -> Answer.page(IncidentPage.html(sights, found)))
          .orElseGet(Rooms::nothing);
    }
    Matcher document = POST_MORTEM.matcher(path);
    if (document.matches()) {
      return postMortems
          .of(document.group(1))
          .map(
              found -> Answer.document(PostMortemPage.html(found).getBytes(StandardCharsets.UTF_8)))
          .orElseGet(Rooms::nothing);
    }
    Matcher markdown = MARKDOWN.matcher(path);
    if (markdown.matches()) {
      return postMortems
          .of(markdown.group(1))
          .map(found -> Answer.text("text/markdown", PostMortemMarkdown.write(found)))
          .orElseGet(Rooms::nothing);
    }
    Matcher report = REPORT.matcher(path);
    if (report.matches()) {
      return report(sights.report(report.group(1)));
    }
    Matcher json = API_INCIDENT.matcher(path);
    return json.matches() ? api.incident(json.group(1)) : nothing();
  }

  private Answer report(Optional<CheckReport> report) {
    if (report.isEmpty()) {
      return Answer.error(404, "not_found", "there is no such report: has the monitor run?");
    }
    ReportStore reports = sights.reports();
    try {
      return Answer.document(Files.readAllBytes(reports.page(report.get())));
    } catch (NoSuchFileException _) {
      return Answer.error(404, "not_found", "the page of this report is not kept any more");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page of " + report.get().id(), e);
    }
  }

  private static Answer nothing() {
    return Answer.error(404, "not_found", "there is nothing at this path");
  }
}
