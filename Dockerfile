# LineHeads in one container: docs/deploy.md says how to build and run it. The tests run every RUN line.
FROM python:3.11-slim AS build
WORKDIR /app
RUN python -m venv /opt/lineheads
COPY requirements.lock ./
RUN /opt/lineheads/bin/python -m pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
COPY . .
RUN /opt/lineheads/bin/python -m compileall -q .

FROM python:3.11-slim
RUN useradd --uid 1000 --create-home --home-dir /var/lib/lineheads lineheads
COPY --from=build /opt/lineheads /opt/lineheads
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/lineheads/bin:$PATH \
    LINEHEADS_HOME=/var/lib/lineheads
VOLUME /var/lib/lineheads
USER 1000
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/healthz')"]
CMD ["python", "-m", "ui.server", "--address", "0.0.0.0"]
