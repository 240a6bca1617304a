"""Columns that no rule was fitted to: kinds of people's identifiers under awkward headers with untidy values, and columns that hold no person.

Every value is made up. Names come from many parts of the world and are written here, not taken from the lists that the rules use.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

NAMES = """Maria Quiñones|Luis Ortiz-Vélez|Carmen Rivera|Jesús Figueroa|Yolanda Maldonado|Ángel Cintrón|Xiomara Peña|Iván De La Cruz|Wanda Colón
Tatiana Kowalczyk|Zbigniew Nowak|Agnieszka Wiśniewska|Krzysztof Zielinski|Olena Shevchenko|Dmytro Kovalenko|Svetlana Orlova|Boris Petrov
Nguyen Van Thanh|Tran Thi Mai|Linh Pham|Huy Nguyen|Xin Wang|Yifan Li|Mei-Ling Chen|Jian Zhou|Haruto Sato|Yuki Tanaka|Min-jun Kim|Ji-woo Park|Soo Choi
Priya Raghunathan|Arjun Patel|Deepika Sharma|Sanjay Krishnamurthy|Venkat Subramanian|Fatima Siddiqui|Imran Hussain|Anjali Deshpande|Rajesh Iyer
Kwame Mensah|Ngozi Okonkwo|Chidi Okafor|Adaeze Nwosu|Abdul Rahman|Yusuf Abdi|Amina Mohamed|Tesfaye Bekele|Oluwaseun Adeyemi|Fatoumata Diallo
Jean-Baptiste Toussaint|Marie-Claire Desrosiers|Pierre Lafontaine|Giovanni Esposito|Antonella Ricci|Salvatore DiNapoli|Joao Ferreira|Fernanda Sousa
Patrick O'Shaughnessy|Siobhan McGillicuddy|Declan Byrne|Colleen Fitzgerald|Bjorn Halvorsen|Ingrid Lindqvist|Hans Mueller|Greta Zimmermann
Bob Wozniak|Bill Harrington|Peggy Sue Dalton|Liz Beaumont|Chuck Norwood|Tammy Lynn Boggs|DeShawn Jefferson|LaKeisha Washington|Tyrone Biggs|Shaniqua Brooks
Rebecca Goldstein|Avi Rosenthal|Miriam Katz|Omar Haddad|Leila Khoury|Hassan Al-Farsi|Nadia Mansour|Reza Tehrani|Parisa Ahmadi|Aram Petrosyan
Mary Ellen Whitcomb|Harold Pettigrew|Dorothy Applegate|Gerald Thibodeau|Francine Pelletier|Roland Bouchard|Marguerite Levesque|Stanley Gorski|Eunice Blackwell
Keanu Kahale|Tiana Makoa|Running Bear Smith|Wilma Begay|Loretta Tsosie|Elias Papadopoulos|Sophia Karagiannis|Mehmet Yilmaz|Ayse Demir""".replace("\n", "|").split("|")  # fmt: skip

STREETS = [
    "Elm St",
    "Old Farms Rd",
    "Whalley Ave",
    "Main Street",
    "N Quaker Ln",
    "Berlin Tpke",
    "Park Rd Apt 3B",
    "Church St, Unit 4",
    "Wolcott Hill Rd",
    "Route 44",
    "Blue Hills Ave",
    "Prospect Pl",
    "Sachem Ter",
    "Shore Dr",
    "County Rd",
    "Saint Ronan St",
    "Asylum Avenue 2nd Fl",
    "Howe St #12",
]
TOWNS = [
    "Hartford",
    "New Haven",
    "Avon",
    "Old Saybrook",
    "East Windsor",
    "Sherman",
    "Warren",
    "Clinton",
    "Madison",
    "Washington",
    "Preston",
    "Stafford",
    "Chester",
    "Franklin",
    "Wilton",
    "Windsor",
    "Ashford",
    "Monroe",
    "Trumbull",
    "Kent",
]
NOISE = ("", "N/A", "n/a", "-", "unknown")


class Held(NamedTuple):
    """One column: its header, its values, whether it names people, and whether the values alone can tell."""

    header: str
    values: list[str]
    direct: bool
    tells: bool = True


def first(name: str) -> str:
    return name.split(maxsplit=1)[0]


def last(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def last_first(name: str) -> str:
    return f"{last(name)}, {' '.join(name.split()[:-1])}"


def noisy(values: list[str], drawn: random.Random) -> list[str]:
    """Blanks, N/A, other case and blanks at the end, on one cell in eight."""
    done = []
    for value in values:
        roll = drawn.random()
        done.append(drawn.choice(NOISE) if roll < 0.05 else value + "  " if roll < 0.09 else value.upper() if roll < 0.12 else value)
    return done


Maker = Callable[[random.Random], str]


def name(drawn: random.Random) -> str:
    return drawn.choice(NAMES)


def digits(drawn: random.Random, count: int) -> str:
    return "".join(drawn.choice("0123456789") for _ in range(count))


def phone(drawn: random.Random) -> str:
    area, middle, end = drawn.choice(["203", "860", "475", "959", "413", "212"]), f"{drawn.randint(200, 999)}", digits(drawn, 4)
    return drawn.choice(
        [
            f"({area}) {middle}-{end}",
            f"{area}-{middle}-{end}",
            f"{area}.{middle}.{end}",
            f"{area}{middle}{end}",
            f"{area}/{middle}-{end}",
            f"1 {area} {middle} {end}",
        ]
    )


def ssn(drawn: random.Random) -> str:
    return f"{drawn.randint(1, 665):03}-{drawn.randint(1, 99):02}-{drawn.randint(1, 9999):04}"


def address(drawn: random.Random) -> str:
    return f"{drawn.randint(1, 2400)} {drawn.choice(STREETS)}"


def email(drawn: random.Random) -> str:
    who = name(drawn).lower().replace("'", "").replace(" ", ".").encode("ascii", "ignore").decode()
    return f"{drawn.choice([who, who[0] + who.split('.')[-1], who.split('.')[-1] + digits(drawn, 2)])}@{drawn.choice(['gmail.com', 'yahoo.com', 'ct.gov', 'aol.com', 'example.org'])}"


def vin(drawn: random.Random) -> str:
    return "".join(drawn.choice("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(17))


def middle(drawn: random.Random) -> str:
    return f"{first(whole := name(drawn))} {drawn.choice('ABCDEJKLMRST')}. {last(whole)}"


def sorted_name(drawn: random.Random) -> str:
    return last_first(name(drawn))


def shouted(drawn: random.Random) -> str:
    return f"{last(whole := name(drawn))}, {first(whole)} {drawn.choice('ABCDEJKLMRST')}".upper()


def initialed(drawn: random.Random) -> str:
    return f"{(whole := name(drawn))[0]}. {last(whole)}"


def titled(drawn: random.Random) -> str:
    return drawn.choice(["Dr. {}", "Mr. {}", "Ms. {}", "{}, MD", "{}, Esq.", "{} Jr.", "Officer {}", "Sgt. {}", "{}, RN", "{}"]).format(
        name(drawn)
    )


def couple(drawn: random.Random) -> str:
    return f"{first(one := name(drawn))} & {first(name(drawn))} {last(one)}" if drawn.random() < 0.4 else name(drawn)


def first_only(drawn: random.Random) -> str:
    return first(name(drawn))


def last_only(drawn: random.Random) -> str:
    return last(name(drawn))


def last_upper(drawn: random.Random) -> str:
    return last(name(drawn)).upper()


def code(shape: str) -> Maker:
    """Numbers of a shape: # is a digit, @ a letter."""
    return lambda drawn: "".join(
        drawn.choice("0123456789") if c == "#" else drawn.choice("ABCDEFGHJKLMNPRSTUVWXYZ") if c == "@" else c for c in shape
    )


def dated(drawn: random.Random) -> str:
    return f"{drawn.randint(1, 12)}/{drawn.randint(1, 28)}/{drawn.randint(2015, 2025)}"


def of(*words: str) -> Maker:
    return lambda drawn: drawn.choice(words)


PEOPLE: tuple[tuple[Maker, tuple[str, ...], bool], ...] = (
    (name, ("Clt Nm", "Attn", "Prepared by", "Officer", "Owner name", "contact", "Student", "Case Mgr", "Reported By", "HOH", "Nm", "Guardian 1", "NOK", "Emp Name", "Tchr", "Supv", "Approved by", "Submitted By", "Investigator", "Staff", "Sponsor", "Deft", "Pt Nm", "Chair", "Trustee", "Inspected By", "Requestor", "Signer", "Resp Party", "Hearing Officer"), True),
    (sorted_name, ("Name (Last, First)", "Client", "PTNAME", "Licensee Nm", "Defendant", "Assigned To", "Emerg. Contact", "Full_Nm", "Instructor", "Entered By"), True),
    (shouted, ("LAST, FIRST M", "EMP_NM", "INMATE", "OWNER_1", "ATTY", "RESPONDENT"), True),
    (middle, ("Applicant/Owner", "Patient", "Claimant", "Winner", "Nominee"), True),
    (initialed, ("Insp.", "Ofcr", "Caller", "Surveyor"), True),
    (titled, ("Physician", "Provider Nm", "Attending", "Judge", "Presenter"), True),
    (couple, ("Owner", "Property Owner", "Taxpayer", "OWNER NAME 1"), True),
    (first_only, ("PT_FNAME", "Given Nm", "First", "F_NAME", "Preferred Name", "Pref. First"), True),
    (last_only, ("PT_LNAME", "Surname", "L. Name", "LastNm", "Maiden name"), True),
    (last_upper, ("LAST", "L_NAME", "EMP LAST NM"), True),
    (phone, ("cell", "Ph", "Tel.", "Contact #", "Home Ph", "Wk Ph", "PHONE1", "Mobile No."), True),
    (email, ("E-mail", "eMail Addr", "contact info", "Login", "Parent Email"), True),
    (address, ("addr1", "Addr", "Street Addr", "Residence", "Mail Add 1", "STADDR", "Home Add."), True),
    (ssn, ("SSN", "Soc Sec", "Tax ID", "ID"), True),
    (code("####"), ("SSN4", "Last 4 SSN", "SSN (last 4)"), False),
    (code("XXX-XX-####"), ("Masked", "SS#"), True),
    (vin, ("VIN", "Veh ID", "Vehicle"), True),
    (code("######"), ("Empl #", "MRN", "Emp ID", "SASID", "Client_ID", "Pt #", "Inmate No.", "CLT_NBR", "Stu ID", "Badge #", "Payroll ID"), False),
    (code("##.0#####"), ("Lic No", "License Nbr", "Cred #"), False),
    (code("##########"), ("Acct #", "Bank Acct", "ACCT NO"), False),
    (code("@@#####"), ("Plate", "Reg Plate", "Marker"), True),
)  # fmt: skip
"""Maker, headers, whether the values alone can tell."""

OTHERS: tuple[tuple[Maker, tuple[str, ...]], ...] = (
    (of(*TOWNS), ("Town", "Municipality", "Name", "City/Town", "Location", "Contact Town", "Owner Town")),
    (of("John F. Kennedy School", "Nathan Hale Elementary", "Roger Sherman School", "Maloney High School", "Bielefield School", "Annie Fisher STEM Magnet", "Noah Webster MicroSociety", "King Philip Middle", "Wilbur Cross High", "Edgewood School", "Conte West Hills", "Mary M. Hooker School"), ("School", "School Name", "Name", "Site", "Building", "Facility Nm")),
    (of("Adams Street", "Francis Ave", "George Street", "Jefferson Ave", "Henry St", "Lawrence Street", "Martin Luther King Blvd", "Russell Rd", "Sherman Avenue", "Charles Street", "Woodward Ave", "Wilson Ln"), ("Street", "Street Name", "Road", "Nearest Cross Street", "Rd Nm")),
    (of("Acer rubrum", "Quercus alba", "Salvelinus fontinalis", "Ursus americanus", "Castor canadensis", "Alosa sapidissima", "Lynx rufus", "Betula lenta", "Rana sylvatica", "Morone saxatilis", "Rosa rugosa", "Iris versicolor"), ("Species", "Scientific Name", "Sci Nm", "Taxon")),
    (of("Black Bear", "Eastern Gray Squirrel", "Brook Trout", "Wood Duck", "Bald Eagle", "Northern Cardinal", "Robin", "Blue Jay", "Red Maple", "Virginia Rose", "Sweet William", "Black-eyed Susan", "Martin", "Kingfisher"), ("Common Name", "Animal", "Species Observed", "Wildlife")),
    (of("Metformin", "Lisinopril", "Atorvastatin", "Amlodipine", "Albuterol", "Losartan", "Gabapentin", "Sertraline", "Levothyroxine", "Omeprazole", "Naloxone", "Allegra", "Celebrex", "Zantac"), ("Drug", "Drug Name", "Brand", "Rx", "Generic Nm")),
    (of("Care 4 Kids", "HUSKY A", "Head Start", "Birth to Three", "Jobs First", "Community Options", "Reach Out", "Nurturing Families", "Safe Harbor", "Bridges to Success", "Money Follows the Person", "Katie Beckett Waiver"), ("Program", "Program Name", "Initiative", "Waiver", "Name of Program")),
    (of("Acme Paving LLC", "Marino Construction", "Whiting-Turner", "Ernst & Young", "Smith Brothers Oil", "O and G Industries", "Dattco Inc", "Eversource", "Aquarion Water", "Deloitte", "Burns McDonnell", "Fuss & O'Neill", "Tetra Tech", "Johnson Controls", "W B Mason"), ("Vendor", "Payee", "Contractor", "Name", "Owner", "Supplier Nm", "Applicant")),
    (of("Yale New Haven Hospital", "St. Francis Medical Center", "Mary Wade Home", "Jerome Home", "Leeway Inc", "Hughes Health and Rehab", "Harrington Court", "Alexandria Manor", "Jefferson House", "Elim Park", "Noble Horizons", "Cherry Brook"), ("Facility", "Nursing Home", "Provider", "Facility Name", "Licensee")),
    (of("Hammonasset Beach", "James L. Goodwin Forest", "Wadsworth Falls", "Squantz Pond", "Sleeping Giant", "Stratton Brook", "Harkness Memorial", "Dinosaur", "Gillette Castle", "Talcott Mountain", "Burr Pond", "Osbornedale", "Kent Falls", "Mount Tom"), ("Park", "State Park", "Park Name", "Location Name", "Site Name")),
    (of("Raymond E. Baldwin Bridge", "Gold Star Memorial", "Charter Oak Bridge", "Founders Bridge", "Arrigoni Bridge", "Pearl Harbor Memorial", "Sikorsky Bridge", "Buckley Bridge", "Putnam Bridge", "Devon Bridge"), ("Bridge", "Bridge Name", "Structure")),
    (of("info@ct.gov", "townclerk@avonct.gov", "assessor@kent.org", "office@school.org", "clerk@lymect.org", "registrar@wilton.org", "permits@ct.gov", "contact@library.org"), ("Email", "Contact Email", "E-mail", "Office Email")),
    (of("DPH", "DSS", "OPM", "DCF", "Department of Labor", "Judicial Branch", "Office of the Governor", "CTDOT", "DEEP", "State Comptroller", "SDE"), ("Agency", "Dept", "Agency Name", "Responsible Party", "Owner Agency")),
    (of("Executive Assistant", "Nurse Practitioner", "Social Worker", "Case Manager", "Police Officer", "Teacher", "Office Assistant", "Correction Officer", "State Trooper", "Engineer Intern", "Judge", "Clerk"), ("Job Title", "Title", "Position", "Officer Title", "Class Title", "Occupation")),
    (of("Capitol", "Greater Bridgeport", "Lower Connecticut River Valley", "Naugatuck Valley", "Northeastern", "Northwest Hills", "South Central", "Southeastern", "Western"), ("Region", "Planning Region", "COG Name")),
    (of("White", "Black or African American", "Asian", "Hispanic/Latino", "Two or More Races", "American Indian"), ("Race", "Race/Eth", "Owner Race")),
    (of("Single Family", "Condo", "Two Family", "Three Family", "Four Family", "Residential", "Commercial"), ("Property Type", "Residential Type", "Owner Type", "Use")),
    (of("Open", "Closed", "Pending", "Under Review", "Withdrawn"), ("Status", "Case Status", "Client Status", "License Status", "Address Status")),
    (of("Registered Nurse", "Plumber", "Electrician", "Real Estate Salesperson", "Barber", "Esthetician", "Pharmacist", "Marriage and Family Therapist"), ("License Type", "Credential", "Lic Type", "Licensee Type")),
    (of("Ford", "Toyota", "Honda", "Mercedes", "Lincoln", "Chrysler", "Dodge", "Tesla", "Kia", "Nissan", "Mercury", "Austin"), ("Make", "Vehicle Make", "Veh Make", "Manufacturer")),
    (of("Katrina", "Sandy", "Irene", "Henri", "Isaias", "Gloria", "Carol", "Diane", "Bob", "Floyd"), ("Storm", "Hurricane", "Event", "Storm Name")),
    (of("Lake Candlewood", "Bantam Lake", "Lake Waramaug", "Gardner Lake", "Rogers Lake", "Twin Lakes", "Crystal Lake", "Beseck Lake", "Lake Zoar", "Dodge Pond", "Tyler Lake"), ("Lake", "Waterbody", "Water Body Name", "Name")),
    (code("09#######"), ("FIPS", "Tract", "GEOID", "Census Tract")),
    (code("090########1###"), ("GEOID", "Block", "Census Block", "BLOCK_ID", "column 1")),
    (code("######"), ("NAICS", "Total", "Amount", "Population", "Object ID", "Row ID", "Enrollment", "Clients Served", "Employees", "Number of Patients", "Project No", "Student Count", "Facility ID", "Org Code", "School Code", "Permit Fee")),
    (code("####"), ("Year Built", "SIC", "Dept Code", "Phone Calls", "Emails Sent", "Visits", "Cell Count")),
    (code("########"), ("Invoice #", "PO Number", "Contract No", "Item Number", "Serial No", "Asset Tag", "Catalog ID")),
    (code("@@-####"), ("Model", "Part No", "Bill No.", "Product Code", "Route")),
    (code("#.##"), ("Rate", "Owner Share", "Patients per 1000", "Avg Name Length", "Price")),
    (dated, ("Date", "Last Inspected", "First Issued", "Contact Date", "Effective", "Lic Exp", "Date Prepared", "Last Update")),
    (of("Yes", "No", "Y", "N"), ("Veteran Owned", "Has Email", "Phone Verified", "Name Change", "Address Verified", "SSN on File")),
    (of("Hartford Superior Court", "New Haven JD", "GA 14", "Waterbury Juvenile Court", "Rockville", "Danielson", "Litchfield at Torrington"), ("Court", "Court Name", "Courthouse", "Venue")),
    (of("Math 101", "English II", "World History", "Art", "Chemistry Honors", "Algebra I", "Jazz Band", "Health and Wellness"), ("Course", "Course Name", "Class", "Subject")),
    (of("Pizza Palace", "Sal's Pizza", "Frank Pepe Pizzeria", "Rosie's Diner", "Dunkin", "Joe's Cafe", "Ted's Restaurant", "Louis' Lunch", "Shady Glen", "Modern Apizza", "Subway", "Sally's Apizza"), ("Restaurant", "DBA", "Establishment", "Business Name", "Name", "Owner")),
    (of("https://ct.gov/dph", "https://data.ct.gov/x", "www.avonct.gov", "http://kentct.org/town"), ("Website", "URL", "Contact URL", "Link")),
)  # fmt: skip
"""Maker, headers."""


def held_out(seed: int = 11, rows: int = 80) -> list[Held]:
    """All columns, `rows` values each."""
    drawn = random.Random(seed)
    found = [
        Held(header, noisy([make(drawn) for _ in range(rows)], drawn), True, tells) for make, headers, tells in PEOPLE for header in headers
    ]
    found += [Held(header, noisy([make(drawn) for _ in range(rows)], drawn), False) for make, headers in OTHERS for header in headers]
    return found
