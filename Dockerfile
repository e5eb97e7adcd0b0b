# Build: the wheel and its pinned dependencies into a virtual environment. Run: only that, as a user without rights.
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /app && /app/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY github_app github_app
COPY rules rules
RUN pip install --no-cache-dir "hatchling>=1.27" \
 && pip wheel --no-build-isolation --no-deps --wheel-dir /wheels . \
 && /app/bin/pip install --no-cache-dir --no-deps /wheels/*.whl

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data planreview && mkdir /data && chown planreview /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1 PLANREVIEW_HOST=0.0.0.0 PLANREVIEW_PORT=8080 \
    PLANREVIEW_DATABASE_URL=sqlite:////data/planreview.sqlite3 PLANREVIEW_LOG_FORMAT=json
USER planreview
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
CMD ["planreview", "serve"]
