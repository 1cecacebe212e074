package io.evenkeel.serving;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;

/// Where the server listens and what it puts up with.
///
/// @param host the address to listen on
/// @param port the port, 0 for a free one
/// @param token the secret that callers from elsewhere must show; needed unless the host is
///   loopback
/// @param maxBodyBytes the largest request body
/// @param maxBatch the most transactions, or labels, in one request
/// @param idleTimeout how long a client may say nothing in the middle of a request
/// @param requestTimeout how long a request may take to arrive as a whole, at most
/// @param reloadInterval how often the server looks whether another version serves
/// @param stopTimeout how long requests in flight may take once the server is stopped
public record ServerSettings(
    String host,
    int port,
    Optional<String> token,
    int maxBodyBytes,
    int maxBatch,
    Duration idleTimeout,
    Duration requestTimeout,
    Duration reloadInterval,
    Duration stopTimeout) {
  /// Rejects what the server could not work with, and an open door: a host that others can reach
  /// without a token.
  public ServerSettings {
    require(port >= 0 && port <= 65535, "port must be from 0 to 65535, was " + port);
    require(maxBodyBytes >= 1, "maxBodyBytes must be at least 1, was " + maxBodyBytes);
    require(maxBatch >= 1, "maxBatch must be at least 1, was " + maxBatch);
    requirePositive("idleTimeout", idleTimeout);
    requirePositive("requestTimeout", requestTimeout);
    requirePositive("reloadInterval", reloadInterval);
    requirePositive("stopTimeout", stopTimeout);
    require(
        token.filter(String::isBlank).isEmpty(),
        "the token is blank: set EVENKEEL_TOKEN to a secret, or leave it out");
    require(
        token.isPresent() || isLoopback(host),
        "the server would listen on "
            + host
            + ", which others can reach: set EVENKEEL_TOKEN to a secret that callers must show, or"
            + " listen on 127.0.0.1");
  }

  /// Port 8000 of 127.0.0.1, bodies up to 1 MB, batches up to 500; 10 s of silence, 30 s for a
  /// request, a look at the registry every second, 10 s to finish.
  public static ServerSettings defaults() {
    return new ServerSettings(
        "127.0.0.1",
        8000,
        Optional.empty(),
        1 << 20,
        500,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }

  /// The same settings with another port.
  public ServerSettings withPort(int other) {
    return new ServerSettings(
        host,
        other,
        token,
        maxBodyBytes,
        maxBatch,
        idleTimeout,
        requestTimeout,
        reloadInterval,
        stopTimeout);
  }

  /// Whether others than this machine can reach the host.
  boolean isOpenToOthers() {
    return !isLoopback(host);
  }

  /// Everything but the token.
  @Override
  public String toString() {
    return "ServerSettings[" + host + ":" + port + (token.isPresent() ? ", token set" : "") + "]";
  }

  private static boolean isLoopback(String host) {
    try {
      return !host.isBlank() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("the host to listen on is unknown: " + host, e);
    }
  }

  private static void requirePositive(String name, Duration duration) {
    require(duration.toMillis() > 0, name + " must be at least 1 ms, was " + duration);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
