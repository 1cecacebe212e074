# One image for server, monitor and agent: ENTRYPOINT is the command line, the command says which.
#
#   docker build -t localhost/evenkeel .
#   docker run --rm localhost/evenkeel help
#
# It runs as uid 10001 and writes only to /data (the home) and /tmp, so the root may be read-only.
# /tmp must allow execution: SQLite's and XGBoost's libraries are unpacked there.
#
# No VOLUME and no cache mount: Railway's builder refuses both. Who runs the image mounts a volume at /data.

ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUN_IMAGE=debian:bookworm-slim

FROM ${BUILD_IMAGE} AS build
# More options for Maven, for instance -o where nothing may be fetched.
ARG MAVEN_FLAGS=""
WORKDIR /src
COPY . .
RUN MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow" \
    mvn -B -q --no-transfer-progress ${MAVEN_FLAGS} -Dmaven.test.skip=true -Dspotless.check.skip=true \
        -pl cli -am package
RUN mkdir -p /opt/evenkeel/lib /opt/evenkeel/bin \
 && container/java-runtime "$JAVA_HOME" /opt/evenkeel/runtime \
 && cp cli/target/evenkeel.jar cli/target/lib/*.jar /opt/evenkeel/lib/ \
 && install -m 755 container/evenkeel /opt/evenkeel/bin/evenkeel \
 && { container/java-options; container/class-path /opt/evenkeel; } > /opt/evenkeel/java.options

FROM ${RUN_IMAGE}
# XGBoost needs OpenMP.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 10001 evenkeel \
 && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin evenkeel \
 && install -d -o 10001 -g 10001 /data
COPY --from=build /opt/evenkeel /opt/evenkeel
ENV PATH=/opt/evenkeel/bin:$PATH \
    EVENKEEL_HOME=/data \
    HEALTH_OF=server \
    OMP_WAIT_POLICY=PASSIVE
# The cache holds good only for this runtime and these jars at this place, so it is made here.
COPY container/aot-cache /tmp/aot-cache
RUN /tmp/aot-cache /opt/evenkeel && rm -rf /tmp/*

USER 10001:10001
WORKDIR /data
EXPOSE 8000
# Of the process that the container runs: HEALTH_OF is monitor or agent for those, and takes a port too: "server --port 9000".
HEALTHCHECK --interval=15s --timeout=5s --start-period=2m --retries=3 CMD evenkeel health $HEALTH_OF
ENTRYPOINT ["evenkeel"]
CMD ["serve"]
