"""Good values for the papers of expenditure, and the steps of a purchase as people take them."""

from paper_client import colleague, key_in, turn
from practice_client import Client

from bot.practice.catalogue import load
from bot.practice.server import Address

CATALOGUE = load()
BANK = CATALOGUE.banks[1].caption
STAFF = [option.caption for option in CATALOGUE.staff]
SELLER = CATALOGUE.payees[2]
PAYEE = {"txtPayee": SELLER.name, "txtTaxId": SELLER.tax_id}
KEYS = ("FbddlPlan", "FbddlJob", "FbddlCategory", "FbddlType", "ddlItem")


def levels(words: str) -> dict[str, str]:
    """Give the five choices of the budget line whose item holds these words."""
    captions = next(c for _, c in CATALOGUE.budget_captions() if words in c[4])
    return dict(zip(KEYS, captions, strict=True))


ROAD = levels("ถึงบ้านนายสมหมาย")
REQUEST = {
    "txtDate": "05/02/2567",
    "ddlSection": "กองช่าง",
    "ddlSource": "เงินงบประมาณ",
    **ROAD,
    "rdoKind": "จ้าง",
    "ddlMethod": "เฉพาะเจาะจง",
    "txtSubject": "จ้างก่อสร้างถนน",
    "txtMedianPrice": "498000",
    "txtDays": "60",
    "ddlAsker": STAFF[8],
    "ddlOfficer": STAFF[6],
    "ddlHead": STAFF[0],
    "ddlInspector": STAFF[8],
}
THINGS = [
    {"txtThing": "ถนน คสล.", "txtQuantity": "1", "txtUnit": "สาย", "txtPrice": "480000"},
    {"txtThing": "ป้ายโครงการ", "txtQuantity": "2", "txtUnit": "ป้าย", "txtPrice": "5000"},
]
CONTRACT = {
    "txtDate": "12/02/2567",
    "rdoKind": "สัญญา",
    "txtContractNo": "1/2567",
    **PAYEE,
    "txtAmount": "480000",
    "txtInstalments": "2",
    "txtBegins": "13/02/2567",
    "txtEnds": "13/04/2567",
    "txtFineRate": "0.25",
    "txtGuarantee": "24000",
}
EGP = {
    "txtDate": "12/02/2567",
    "ddlSection": "กองช่าง",
    "ddlSource": "เงินงบประมาณ",
    **levels("ถึงวัดตัวอย่างธรรม"),
    "txtProjectNo": "67029123456",
    "txtControlNo": "670201000001",
    "txtContractNo": "2/2567",
    "ddlMethod": "ประกวดราคาอิเล็กทรอนิกส์ (e-bidding)",
    "txtSubject": "ก่อสร้างถนน",
    **PAYEE,
    "txtBegins": "13/02/2567",
    "txtEnds": "13/05/2567",
    "txtFineRate": "0.10",
    "rdoAdvance": "ไม่มี",
}
PARTS = [
    {"txtInstalment": "1", "txtPart": "200000", "txtDue": "13/03/2567"},
    {"txtInstalment": "2", "txtPart": "280000", "txtDue": "13/05/2567"},
]
INSPECTION = {
    "txtDate": "20/04/2567",
    "txtInstalment": "1",
    "txtAmount": "200000",
    "txtDelivered": "18/04/2567",
    "txtInvoiceNo": "IV1",
    "ddlInspector": STAFF[8],
}
VOUCHER = {
    "txtVoucherDate": "22/04/2567",
    "ddlSection": "กองช่าง",
    "ddlSource": "เงินงบประมาณ",
    "txtDescription": "ค่าก่อสร้าง",
    "txtValue": "186915.89",
    "txtVat": "13084.11",
    "txtWht": "1869.16",
}
CHEQUE = {
    "txtDate": "25/04/2567",
    "rdoKind": "เช็ค",
    "ddlBank": BANK,
    "txtChequeNo": "10000001",
    "txtChequeDate": "25/04/2567",
    "txtPayTo": SELLER.name,
    "ddlSigner1": STAFF[0],
    "ddlSigner2": STAFF[4],
}
PAYMENT = {"txtDate": "26/04/2567", "txtReceiver": "ผู้แทนบริษัท", "ddlPayer": STAFF[0], "txtReceiptNo": "IV-9"}


class Office:
    """The bot's user, and the person who approves in a browser of their own."""

    def __init__(self, client: Client, address: Address) -> None:
        """Sign the approver in."""
        self.client = client
        self.approver = colleague(address, "approver")

    def approve(self, number: str, *, printed: bool = False) -> str:
        """Let the other person approve, after printing if the paper must be printed first."""
        for button in ("btnPrint", "btnApprove") if printed else ("btnApprove",):
            page = turn(self.approver, number, button)
            assert "เรียบร้อยแล้ว" in page.text
        return number

    def request(self) -> str:
        """Key and approve a purchase request."""
        return self.approve(key_in(self.client, "PUR_REQUEST", REQUEST, THINGS))

    def contract(self, **changes: str) -> str:
        """Key, print and approve a contract on a request of its own."""
        head = CONTRACT | {"txtRequest": self.request()} | changes
        return self.approve(key_in(self.client, "PUR_CONTRACT", head), printed=True)

    def inspected(self, contract: str | None = None, **changes: str) -> str:
        """Key the inspection of a first instalment."""
        head = INSPECTION | {"txtContract": contract or self.contract()} | changes
        return key_in(self.client, "PUR_INSPECTION", head)

    def voucher(self) -> str:
        """Key and approve the voucher of an inspected instalment."""
        head = VOUCHER | {"txtInspection": self.inspected()}
        return self.approve(key_in(self.client, "EXP_VOUCHER_CONTRACT", head))

    def cheque(self, *vouchers: str, **changes: str) -> str:
        """Key and approve a cheque of these vouchers."""
        lines = [{"txtVoucher": number} for number in vouchers]
        return self.approve(key_in(self.client, "EXP_CHEQUE", CHEQUE | changes, lines))

    def loan(self, screen: str = "LOAN_BUDGET", **changes: str) -> str:
        """Key and approve a loan."""
        return self.approve(key_in(self.client, screen, LOANS[screen] | changes))


LOAN = {
    "txtDate": "05/02/2567",
    "ddlBorrower": STAFF[3],
    "txtPurpose": "เดินทางไปราชการ",
    "txtAmount": "5000",
    "txtDue": "05/03/2567",
}
LOANS = {
    "LOAN_BUDGET": LOAN | {"ddlSection": "สำนักปลัด", **levels("ค่าใช้จ่ายในการเดินทางไปราชการ")},
    "LOAN_RESERVE": LOAN | {"txtCouncil": "สมัยสามัญที่ 1/2567", "txtCouncilDate": "01/02/2567"},
}
