"""Pages before the run: the workbook and its problems, the preview, the start."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.config import PASSPHRASE_VARIABLE
from bot.console.guarding import UPLOAD
from bot.console.intake import Planned, checked, planned, rate_card, shots
from bot.console.pages import NotHereError, Pages, back, form_of
from bot.console.pictures import download, picture
from bot.console.posting import posted
from bot.console.state import state_of
from bot.console.tasks import Name, Task
from bot.domain.handover import MODES
from bot.domain.model import Run
from bot.errors import ConfigError, LedgerBusy, NotApproved
from bot.language import current_language, say
from bot.report.approvals import Approved, approved

ANNOTATED = "annotated.xlsx"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_SHOWN = 20


def routes(pages: Pages) -> list[Route]:
    """Give the addresses of these pages."""
    prepare = Preparing(pages)
    looks = {
        "/workbook": prepare.workbook,
        "/workbook/annotated": prepare.annotated,
        "/preview": prepare.preview,
        "/preview/picture/{path:path}": prepare.picture,
        "/start": prepare.start,
    }
    does = {
        UPLOAD: prepare.upload,
        "/workbook/use": prepare.use,
        "/workbook/check": prepare.check,
        "/preview": prepare.do_preview,
        "/start": prepare.do_start,
        "/approve": prepare.approve,
    }
    return [
        *(Route(path, pages.endpoint(page), methods=["GET"]) for path, page in looks.items()),
        *(Route(path, posted(pages, page), methods=["POST"]) for path, page in does.items()),
    ]


class Preparing:
    """Answers for everything before the first commit."""

    def __init__(self, pages: Pages) -> None:
        """Answer on these pages."""
        self._pages, self._desk = pages, pages.desk
        self._tasks, self._workbooks = pages.desk.tasks, pages.desk.workbooks
        self._planned: tuple[str, Planned] | None = None

    # ---- the workbook

    def workbook(self, request: Request) -> Response:
        """Show the workbook in use, its problems by cell, and its control totals."""
        check, plan = self._desk.of_workbook("check"), self._desk.of_workbook("plan")
        return self._pages.show(
            request,
            "workbook",
            chosen=self._workbooks.chosen(),
            there=self._workbooks.chosen().path.is_file(),
            uploaded=self._workbooks.uploaded(),
            check=check,
            checked=checked(check) if check and not check.alive else None,
            plan=self._plan(plan),
            annotated=bool(check and (check.folder / ANNOTATED).is_file()),
        )

    def upload(self, request: Request, form: FormData) -> Response:
        """Keep a workbook that was brought, use it, and have it checked."""
        file = form.get("workbook")
        if not isinstance(file, UploadFile) or not file.filename:
            raise ConfigError(say("ยังไม่ได้เลือกแฟ้ม", "No file was chosen."))
        self._workbooks.bring(file.filename, file.file, who=self._pages.who(request))
        return self.check(request, form)

    def use(self, request: Request, form: FormData) -> Response:
        """Use a workbook that was brought before, or the config's, and have it checked."""
        self._workbooks.use(form_of(form, "file"), who=self._pages.who(request))
        return self.check(request, form)

    def check(self, request: Request, _form: FormData) -> Response:
        """Have the workbook in use checked and planned."""
        self._start(request, "check", ["--json", "--annotate", f"{{folder}}/{ANNOTATED}"])
        self._start(request, "plan", ["--json"])
        return back("/workbook")

    def annotated(self, _request: Request) -> Response:
        """Give the copy of the workbook with every problem marked."""
        check = self._desk.of_workbook("check")
        if check is None or not (check.folder / ANNOTATED).is_file():
            raise NotHereError
        return download(check.folder / ANNOTATED, _XLSX)

    # ---- the preview

    def preview(self, request: Request) -> Response:
        """Show the filled screens beside their rows, and what the whole will take."""
        task = self._desk.of_workbook("preview")
        seen = shots(task.folder / "preview") if task else ()
        plan = self._plan(self._desk.of_workbook("plan"))
        rates = rate_card(seen, plan)
        return self._pages.show(
            request, "preview", task=task, shots=seen[:_MOST_SHOWN], plan=plan, rates=rates,
            seconds=sum(rate.whole for rate in rates),
        )  # fmt: skip

    def do_preview(self, request: Request, form: FormData) -> Response:
        """Fill some entries of each screen, and commit none."""
        plan = self._plan(self._desk.of_workbook("plan"))
        if plan is None:
            raise ConfigError(_CHECK_FIRST)
        many = form_of(form, "many")
        each = int(many) if many in ("1", "2", "5") else 1
        words = ["--out", "{folder}/preview"]
        for keys in plan.keys.values():
            for key in keys[:each]:
                words += ["--entry", key]
        self._start(request, "preview", words)
        return back("/preview")

    def picture(self, request: Request) -> Response:
        """Give one picture of the newest preview."""
        task = self._desk.of_workbook("preview")
        found = picture(task.folder / "preview", request.path_params["path"]) if task else None
        if found is None:
            raise NotHereError
        return found

    # ---- the start

    def start(self, request: Request) -> Response:
        """Show what will be entered, what must be acknowledged, how, and start it."""
        check = self._desk.of_workbook("check")
        plan = self._desk.of_workbook("plan")
        state, task = state_of(self._desk.watching), self._tasks.last("run")
        return self._pages.show(
            request,
            "start",
            state=state,
            chosen=self._workbooks.chosen(),
            checked=checked(check) if check and not check.alive else None,
            plan=self._plan(plan),
            busy=bool((plan and plan.alive) or (check and check.alive)),
            complaints=task.complaints if task and _refused(task, state.run) else "",
            approving=self._desk.approving,
            approvals=self._approvals(plan),
            signing=self._signing(plan),
        )

    def do_start(self, request: Request, form: FormData) -> Response:
        """Start entering."""
        state = state_of(self._desk.watching)
        if state.alive:
            raise LedgerBusy(say("บอตกำลังทำงานอยู่แล้ว", "The bot is at work already."))
        task = self._desk.of_workbook("plan")
        plan = self._plan(task)
        if plan is None:
            raise ConfigError(_CHECK_FIRST)
        if self._desk.approving.required and not any(one.genuine for one in self._approvals(task)):
            raise NotApproved(_APPROVE_FIRST)
        mode = form_of(form, "mode")
        words = ["--mode", mode if mode in MODES else MODES[0]]
        words += ["--retry-failed"] if form_of(form, "retry") else []
        if plan.acknowledge and form_of(form, "acknowledge") == plan.acknowledge:
            words += ["--acknowledge", plan.acknowledge, "--by", self._pages.who(request)]
        self._start(request, "run", words)
        return back("/")

    def approve(self, _request: Request, form: FormData) -> Response:
        """Have the plan that the page showed signed by another person, with their own key and passphrase."""
        passphrase, approver = form.get("passphrase"), form_of(form, "approver")
        shown = form_of(form, "plan")
        if not shown:
            raise ConfigError(_CHECK_FIRST)
        self._tasks.start(
            "approve",
            ["--as", approver, "--key", _place(form_of(form, "key")), "--plan", shown, "--yes"],
            who=approver,
            language=current_language(),
            workbook=self._workbooks.chosen().path,
            told={"plan": shown},
            secrets={PASSPHRASE_VARIABLE: passphrase if isinstance(passphrase, str) else ""},
        )
        return back("/start")

    # ---- inside

    def _approvals(self, task: Task | None) -> Sequence[Approved]:
        """Give who approved the plan of the workbook in use, and whether it counts."""
        plan = self._plan(task)
        shown = approved(self._desk.reports.approvals(), self._desk.approving, self._desk.about())
        return [one for one in shown if plan and one.plan == plan.hash]

    def _signing(self, task: Task | None) -> Task | None:
        """Give the newest attempt to sign the plan of the workbook in use."""
        plan, signing = self._plan(task), self._tasks.last("approve")
        return signing if plan and signing and signing.told.get("plan") == plan.hash else None

    def _start(self, request: Request, name: Name, words: Sequence[str]) -> Task:
        workbook = self._workbooks.chosen().path
        return self._tasks.start(
            name,
            words,
            who=self._pages.who(request),
            language=current_language(),
            workbook=workbook,
            told={"workbook": str(workbook)},
        )

    def _plan(self, task: Task | None) -> Planned | None:
        """Read a plan once: it is long."""
        if task is None or task.code != 0:
            return None
        if self._planned is None or self._planned[0] != task.id:
            made = planned(task)
            if made is None:
                return None
            self._planned = (task.id, made)
        return self._planned[1]


def _place(text: str) -> str:
    """Give a file's place as the file manager copies it, without the quotes around it."""
    return text.strip().strip('"').strip()


def _refused(task: Task, run: Run | None) -> bool:
    """Tell that a run ended with a problem, or waits for a person without having begun at all."""
    begun = run is not None and run.started >= task.started
    return task.code not in _ENDED_WELL and (task.code != _PERSON or not begun) and not task.alive


_PERSON = 5
_ENDED_WELL = frozenset({0, 1, 3, 130})
"""Exit codes of a run that the watching page tells enough of."""

_APPROVE_FIRST = say(
    "แผนนี้ยังไม่มีผู้อนุมัติ จึงยังไม่เริ่ม ยังไม่มีการส่งข้อมูลใด ๆ ให้ผู้อนุมัติซึ่งไม่ใช่ผู้จัดทำลงนามในหน้านี้ก่อน"
    " หากแก้ไขสมุดงานแม้ช่องเดียวต้องอนุมัติใหม่",
    "Nobody has approved this plan, so nothing was started and nothing was sent. An approver who did not"
    " prepare it signs on this page first. One changed cell needs a new approval.",
)
_CHECK_FIRST = say(
    "ยังไม่มีแผนการบันทึกของสมุดงานนี้ ให้ตรวจสมุดงานให้ผ่านก่อน",
    "There is no plan of this workbook yet. Have it checked first.",
)
