# planreview as an image: one process, a user without rights, nothing to write but /data.
# The digest is that of python:3.11-slim-bookworm (3.11.16). Another one: docker buildx imagetools inspect python:3.11-slim-bookworm
ARG PYTHON=python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b

FROM ${PYTHON} AS build
WORKDIR /src
COPY requirements.lock requirements-build.lock ./
RUN python -m venv /tools && /tools/bin/python -m pip install --require-hashes -r requirements-build.lock
RUN python -m venv --without-pip /app && /tools/bin/python -m pip --python /app/bin/python install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE app.yml ./
COPY github_app github_app
COPY rules rules
RUN /tools/bin/python -m hatchling build -t wheel && /tools/bin/python -m pip --python /app/bin/python install --no-deps dist/planreview-*.whl
RUN mkdir -p /app/share && /tools/bin/python -m cyclonedx_py environment --pyproject pyproject.toml --output-reproducible --output-file /app/share/planreview.cdx.json /app

FROM ${PYTHON}
LABEL org.opencontainers.image.title="planreview" org.opencontainers.image.licenses="MIT"
RUN useradd --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin planreview && install -d -o planreview -g planreview -m 0700 /data
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
ENV PLANREVIEW_HOST=0.0.0.0 PLANREVIEW_PORT=8000 PLANREVIEW_DATABASE_URL=sqlite:////data/planreview.sqlite3
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=30s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
ENTRYPOINT ["planreview"]
CMD ["serve"]
