package io.evenkeel.serving;

import org.eclipse.jetty.server.Request;

/// What happens at one path for one method.
@FunctionalInterface
interface Endpoint {
  /// Answers a request.
  ///
  /// @throws Refusal.Refused when it is not answered as asked
  Answer answer(Request request);
}
