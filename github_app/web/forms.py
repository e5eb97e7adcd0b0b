"""Posted forms, read up to a size."""

from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 200


class FormRefused(Exception):
    """What was posted is not read; `status` says why to machines, the text to people."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


async def read_form(request: Request, most_bytes: int) -> list[tuple[str, str]]:
    """Names and values in order. Raises `FormRefused` for another type, too many bytes or what is no form."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise FormRefused(415, f"Send a form as {FORM}.")
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > most_bytes:
                raise FormRefused(413, f"More than {most_bytes // 1024} KiB were sent.")
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ClientDisconnect:
        raise FormRefused(400, "The form did not arrive in full.") from None
    except ValueError:
        raise FormRefused(400, "What was sent is no form.") from None
