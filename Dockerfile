FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /app && /app/bin/pip install --no-cache-dir --require-hashes -r requirements.lock \
 && python -m venv /tools && /tools/bin/pip install --no-cache-dir "hatchling>=1.27"
COPY github_app github_app
COPY rules rules
RUN /tools/bin/python -m hatchling build -t wheel && /app/bin/pip install --no-cache-dir --no-deps dist/*.whl

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 planreview && mkdir /data && chown planreview /data
COPY --from=build /app /app
USER planreview
WORKDIR /data
VOLUME /data
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1 \
    PLANREVIEW_HOST=0.0.0.0 PLANREVIEW_PORT=8000 PLANREVIEW_DATABASE_URL=sqlite:////data/planreview.sqlite3
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["planreview", "serve"]
