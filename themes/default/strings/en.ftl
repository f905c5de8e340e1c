# Every sentence of the theme. To change one, copy its line into
# themes/<theme>/strings/en.ftl of the site. Write counts as { NUMBER($n) }, years as { $year }.

## Names of pages
home = Home
movements = Emulation movements
movements-about = Emulation movements launched by the unions of the province, with their plans, news and awards.
tags = Topics
tags-about = Articles by topic.
tag = Topic
archive = Archive
archive-about = All articles, by the year in which they appeared.
archive-year = Articles of { $year }
archive-month = { $month ->
    [1] Articles of January { $year }
    [2] Articles of February { $year }
    [3] Articles of March { $year }
    [4] Articles of April { $year }
    [5] Articles of May { $year }
    [6] Articles of June { $year }
    [7] Articles of July { $year }
    [8] Articles of August { $year }
    [9] Articles of September { $year }
    [10] Articles of October { $year }
    [11] Articles of November { $year }
   *[12] Articles of December { $year }
}
rolls = Honor rolls
rolls-about = People, teams and families who received awards, by the year of their merit.
roll-year = Honor roll { $year }
roll-about = Honor roll { $year }: { $awards ->
    [one] { NUMBER($awards) } award
   *[other] { NUMBER($awards) } awards
} by { $decisions ->
    [one] { NUMBER($decisions) } decision
   *[other] { NUMBER($decisions) } decisions
}.
decisions = Decisions
decisions-about = Award decisions with their lists of recipients, by the year of signature.
decisions-year = Decisions of { $year }
decisions-undated = Decisions without a known date
decision-title = Decision { $number }
kinds = Titles and forms of commendation
kinds-about = Every title and form of commendation, the highest first: who grants it, who can receive it, and who has received it.
units = Units
units-about = Trade unions of every level and units of the province, with their names over time and their awards.
not-found = This page does not exist
not-found-about = The address may have changed, or the page may have been removed. You can continue from here.
not-found-tell = If a link on this site led you here, please tell us at
search = Search
search-about = Search people, teams, families, units, decisions, movements and articles.
search-no-script = This browser does not run JavaScript, so names cannot be searched here. Please look in the years and lists below; on each page, you can use the search function of your browser.
search-no-script-names = This browser does not run JavaScript, so names cannot be typed here. Please look names up by their letter, or in the years and lists below; on each page, you can use the search function of your browser.
search-letter = Given names beginning with { $letter }
search-letter-other = Names that begin with no letter
given-name = People named { $name }
given-name-about = { $n ->
    [one] { NUMBER($n) } person or family with awards.
   *[other] { NUMBER($n) } people and families with awards, ordered by family name, middle names and unit.
}
search-years = Honor rolls by year
search-hint = Search
moved = This page has moved
moved-about = If your browser does not redirect you, please open
title-page = { $title } – page { $number }

## Around every page
skip = Skip to content
menu = Menu
menu-label = Main menu
crumbs-label = You are here
sections = Sections
look-up = Look up
feed = RSS
phone = Telephone:
email = E-mail:
hotline = Hotline:
responsible = Responsible for the content:
licence = Licence
social = Social networks
take-down = If information about you is wrong here, or you do not want to be named, please write to us.
made-with = Made with bangvang

## Lists
page-number = Page { $number }
pager-label = Pages of this list
previous = Previous
next = Next
list-empty = There are no articles yet.
section-empty = There are no articles in this section yet.
tags-empty = There are no topics yet.
home-empty = There are no articles yet. The first one will appear here.
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
months = The months of the year
year = Year
from = From
until = Until

## Counts
count-articles = { $n ->
    [one] { NUMBER($n) } article
   *[other] { NUMBER($n) } articles
}
count-awards = { $n ->
    [one] { NUMBER($n) } award
   *[other] { NUMBER($n) } awards
}
# Words after a large number.
label-awards = { $n ->
    [one] award
   *[other] awards
}
label-decisions = { $n ->
    [one] decision
   *[other] decisions
}
label-individuals = { $n ->
    [one] person
   *[other] people
}
label-collectives = { $n ->
    [one] collective
   *[other] collectives
}
label-households = { $n ->
    [one] household
   *[other] households
}
# After the number of awards: one collective may have several.
awards-individuals = to individuals
awards-collectives = to collectives
awards-households = to households

## Articles
source = Source: { $name }
updated = Updated
contents = In this article
of-movements = { $n ->
    [one] Part of the movement
   *[other] Part of the movements
}
related = Related
newer = Newer
older = Older
neighbours-label = Other articles in { $section }
hidden-draft = Draft
hidden-unapproved = Not approved
hidden-future = Scheduled
hidden-expired = Expired
hidden-about = Shown only in the preview; readers do not see this page.

## Movements
movement = Emulation movement
movements-running = Current movements
movements-empty = No movement has been published yet.
movement-facts = About the movement
time = Time
launched-by = Launched by
audience = Audience
occasion = Occasion
document = Plan
document-file = Read the document
part-of = Part of
children = Parts of this movement
phases = Phases
movement-honors = Awards from this movement
movement-honors-about = { $n ->
    [one] { NUMBER($n) } award has come from this movement so far.
   *[other] { NUMBER($n) } awards have come from this movement so far.
}
movement-news = News about the movement
movement-news-empty = There are no articles about this movement yet.

## Honor rolls
see-roll = See the honor roll { $year }
all-rolls = All years
rolls-label = Honor rolls of other years
rolls-empty = There are no honor rolls yet. The first one appears when the first decision is entered.
roll-empty = This roll has no names yet.
roll-newer = Next year
roll-older = Previous year
kinds-jump = { $n ->
    [one] { NUMBER($n) } kind of award
   *[other] { NUMBER($n) } kinds of awards
}
issuer-president = The President
issuer-government = The Government
issuer-prime-minister = The Prime Minister
issuer-confederation = Vietnam General Confederation of Labour
issuer-ministry = Ministries and central bodies
issuer-province = Provincial People's Committee
issuer-federation = Provincial Federation of Labour
issuer-upper = Union above the grassroots
issuer-unit = Head of the unit, or its union
issuer-commune = Commune People's Committee
class-nhat = first class
class-nhi = second class
class-ba = third class
prize-dac-biet = special prize
prize-nhat = first prize
prize-nhi = second prize
prize-ba = third prize
prize-khuyen-khich = consolation prize
hidden-name = Name withheld
unit-itself = The unit as a whole
posthumous = posthumously
shared-with = With { $names }
decision = Decision { $number }
decision-of = Decision { $number } of
decision-row = { $number } of
decision-day = Decision of
row = no. { $no }
revoked = This award was annulled
revoked-by = Annulled by Decision { $by }
withdrawn = Withdrawn by request
corrected = Corrected
corrected-by = Corrected by Decision { $by }
read-article = Article: { $title }
of-movement = Movement: { $title }

roll-filter = Filter this roll
roll-whole = See the whole honor roll { $year }
roll-downloads = Download the honor roll { $year }
count-names = { $n ->
    [one] { NUMBER($n) } entry in this list
   *[other] { NUMBER($n) } entries in this list
}
names-index = Find a name by its letter
given-names-about = Choose the letter of the given name, not of the family name: Trần Thị Hoa Mai is under M.
count-indexed = { $n ->
    [one] { NUMBER($n) } person or family
   *[other] { NUMBER($n) } people and families
}
roll-names = Names on the honor roll { $year }
roll-units = Honor roll { $year } by unit
roll-movements = Honor roll { $year } by movement
filter-kinds = Kind of award
filter-levels = Level
filter-recipients = Recipients
filter-movements = Movements
filter-units = Units
filter-single = What has only one award has no page of its own.
look-up-more = See also
level-state = State
level-ministry = Ministries
level-province = Province
level-confederation = National confederation
level-federation = Provincial federation
level-grassroots = Grassroots
to-individual = Individuals
to-collective = Collectives
to-household = Households

## Decisions
day = Signed on
in-year = { $year }
undated = Date unknown
decision-years = Years of signature
decisions-newest = Newest decisions
count-decisions = { $n ->
    [one] { NUMBER($n) } decision
   *[other] { NUMBER($n) } decisions
}
decision-nameless = Decision without a known number
decisions-empty = No decision has been entered yet.
article-1 = Article 1 commends
article-none = Awarded:
decision-scan = View the scan of the decision
decision-changed = { $n ->
    [one] { NUMBER($n) } row of this list changed after the signature: it was corrected or annulled, or the name was removed on request.
   *[other] { NUMBER($n) } rows of this list changed after the signature: they were corrected or annulled, or names were removed on request.
}
annex = List of recipients
annex-no = No.
annex-name = Name
annex-place = Position, unit
annex-kind = Award
annex-citation = Merit
annex-movement-usual = Movement (unless a row names another)
annex-empty = The list of this decision has not been entered yet.

## Kinds of awards
family-title = Emulation title
family-form = Form of commendation
families-title = Emulation titles
families-title-about = Titles that people, collectives and families earn in emulation movements, the highest first.
families-form = Forms of commendation
families-form-about = Awards for the merit of people, collectives and families, the highest first.
guide-name = Name
guide-level = Level
guide-issuers = Granted by
guide-to = Granted to
guide-count = Granted so far
kind-facts = Overview
kind-rules = Rules
kind-classes = Classes: { $classes }
kind-once = Once in a lifetime
kind-law = Law
kind-years = On the honor rolls of

## Units
unit-kinds = Types of units
unit-kinds-federation = Federations of labour
unit-kinds-upper = Unions above the grassroots
unit-kinds-grassroots = Grassroots unions
unit-kinds-professional = Trade unions by profession
unit-kinds-enterprise = Enterprises
unit-kinds-agency = Agencies
unit-kinds-team = Teams
unit-kind-federation = Federation of labour
unit-kind-upper = Union above the grassroots
unit-kind-grassroots = Grassroots union
unit-kind-professional = Trade union by profession
unit-kind-enterprise = Enterprise
unit-kind-agency = Agency
unit-kind-team = Team
units-ended = Closed units
count-units = { $n ->
    [one] { NUMBER($n) } unit
   *[other] { NUMBER($n) } units
}
units-empty = There are no units yet.
formerly = Formerly
ending-dissolved = Closed on
ending-merged = Merged on
ending-united = United with others on
ending-split = Split on
ending-unknown = Closed on
ending-document = by Decision { $number }
successors-dissolved = Its tasks passed to
successors-merged = Merged into
successors-united = United into
successors-split = Split into
successors-unknown = Now
parents = Belongs to
predecessors = Continues the work of
unit-history = History
unit-children = Units below it
unit-children-of = Units below { $unit }
unit-children-list = { $n ->
    [one] See the list of { NUMBER($n) } unit below it
   *[other] See the list of { NUMBER($n) } units below it
}
unit-awards = Awards
unit-awards-empty = This site has no awards of this unit yet.

## Not found
way-honors = Awards and movements
way-news = News by section
way-more = More

## Recipients
recipient-individual = Person honored
recipient-collective = Collective honored
recipient-household = Family honored
recipient-about = { $n ->
    [one] one award
   *[other] { NUMBER($n) } awards
}; { $unit }
recipient-articles = Articles
namesakes = Others with the same name
namesakes-title = { $to ->
    [individual] People named { $names }
    [collective] Collectives named { $names }
    [household] Households named { $names }
   *[mixed] People and collectives named { $names }
}
namesakes-about = Several recipients share a name; choose by unit.
namesakes-list = See all others with the same name
namesakes-latest = Latest:
namesakes-removed = An entry of the same name was removed by request.
gone = This page was removed
gone-about = The information on this page was removed by request. The totals of the rolls are unchanged.

## Tables
downloads-all = Download all honor rolls
column-year = Year
column-decision = Decision
column-signed = Signed
column-issuer = Issuer
column-no = No.
column-to = Recipient
column-honorific = Title
column-name = Name
column-position = Position
column-unit = Unit
column-kind = Award
column-class = Class
column-category = Category
column-movement = Movement
column-period = Period
column-citation = Citation
column-status = Remark
category-cong-trang = merit
category-phong-trao = movement
category-dot-xuat = single outstanding deed
category-cong-hien = lifetime of service
category-nien-han = seniority
category-doi-ngoai = foreign relations

## Statistics, corrections
statistics = Statistics
statistics-about = Awards by year, level and kind. Annulled awards are not counted.
statistics-family = Awards by year
statistics-level = Awards by level
statistics-kind = Awards by kind
chart-about = A bar chart of { $n } years; the table below shows the numbers.
total = Total
workers = Manual workers
workers-about = Manual workers: their share among people whose position is known.
corrections = Corrections and annulments
corrections-about = Awards that a later decision corrected or annulled, newest first.
chart-table = The numbers as a table
unit-beneath = Awards of units that are or were below it:
decision-affects = Awards that this decision corrects or annuls
statistics-kind-year = Kinds by year and recipient

## Tools of the page
tools = Text size and colours
size-smaller = Smaller text
size-normal = Normal text
size-larger = Larger text
dark = Dark colours
to-top = Back to top
share = Share
share-mail = Send by e-mail
share-link = Copy the link
share-copied = Link copied
share-print = Print this page
finder = Search names, units, decisions and articles
finder-go = Find
finder-about = With or without diacritics. You can add a unit or a year.
finder-here = Find a name or a unit on this roll
order = Sort by
order-roll = The order of the roll
order-name = Given name, within each group
order-unit = Position and unit, within each group
finder-unit = Find a unit
finder-some = { $n } found.
finder-none-here = No row on this page matches.
finder-wider = Find “{ $q }” in all years
finder-year = Only on the honor roll of { $year }
finder-kind = Only among recipients of { $kind }
finder-within = Only at { $unit }
found-one = 1 result
found-many = { $n } results
found-short = Type at least 2 letters.
found-none = Nothing was found. Try fewer words.
found-widen = Search the whole site
found-similar = This name was not found. The names below are similar.
found-part = Not all names have been searched yet.
found-given = Only given names were searched, not family and middle names.
found-read = Search the rest ({ $n } files, about { $kb } KB)
found-cut = There are further results. Type more words to see fewer.
found-names = Only names of people were searched. The search page also has units, decisions and articles with these words.
found-unsure = Nothing was found yet: these words are too frequent to look at everything. Type more words.
found-busy = Searching…
found-failed = The search could not be loaded.
found-retry = Try again
found-outdated = The site was updated, so this open page can no longer search.
found-reload = Reload the page
found-award = { $year }: { $kind }
found-revoked = { $year }: { $kind } (revoked)
found-awards = { $n } awards · newest { $year }: { $kind }
found-all = Open the search page ({ $n })
found-further = Continue on the search page
found-more = Show more
found-articles = Search articles too
found-kinds = Kinds of results
found-everything = All
found-filters = Filter the results
found-remove = Remove: { $filter }
found-person = People and households
found-unit = Units
found-collective = Teams
found-decision = Decisions
found-kind = Kinds of awards
found-movement = Movements
found-roll = Honor rolls
found-page = Standing pages, other sections
found-article = Articles
found-year = Year
days-left = { $n } days left
awards-by-year = Awards over the years
motto-country = SOCIALIST REPUBLIC OF VIETNAM
motto = Independence - Freedom - Happiness
portrait = Portrait of { $name }
keepsake-view = Keepsake
keepsake = A keepsake; it does not replace the original certificate
keepsake-print = Print the keepsake
keepsake-close = Close the keepsake
keepsake-honors = In honor of
