# Mọi câu chữ của giao diện. Muốn đổi một câu, chép riêng dòng ấy vào
# themes/<tên giao diện>/strings/vi.ftl của trang. Số đếm viết { NUMBER($n) }, năm viết { $year }.

## Tên trang
home = Trang chủ
movements = Phong trào thi đua
movements-about = Các phong trào thi đua do công đoàn các cấp phát động, với kế hoạch, tin bài và kết quả khen thưởng.
tags = Chủ đề
tags-about = Tin bài xếp theo chủ đề.
tag = Chủ đề
archive = Lưu trữ
archive-about = Tất cả tin bài, xếp theo năm đăng.
archive-year = Tin bài năm { $year }
archive-month = Tin bài tháng { $month } năm { $year }
rolls = Bảng vàng
rolls-about = Những tập thể, cá nhân, hộ gia đình được khen thưởng, xếp theo năm lập thành tích.
roll-year = Bảng vàng năm { $year }
roll-about = Bảng vàng năm { $year }: { NUMBER($awards) } lượt khen thưởng theo { NUMBER($decisions) } quyết định.
decisions = Quyết định khen thưởng
decisions-about = Các quyết định khen thưởng kèm danh sách tập thể, cá nhân, hộ gia đình, xếp theo năm ký.
decisions-year = Quyết định khen thưởng năm { $year }
decisions-undated = Quyết định khen thưởng không rõ ngày ký
decision-title = Quyết định số { $number }
kinds = Danh hiệu và hình thức khen thưởng
kinds-about = Các danh hiệu thi đua và hình thức khen thưởng, xếp từ cao xuống thấp, với thẩm quyền quyết định, đối tượng và danh sách đã được khen thưởng.
units = Đơn vị
units-about = Công đoàn các cấp và các đơn vị trong tỉnh, với tên gọi qua các thời kỳ và thành tích đã được khen thưởng.
not-found = Không tìm thấy trang này
not-found-about = Địa chỉ có thể đã đổi, hoặc bài đã được gỡ xuống. Mời bạn xem tiếp các mục dưới đây.
not-found-tell = Nếu bạn đến đây từ một liên kết trên trang web này, xin báo cho chúng tôi qua
search = Tìm kiếm
search-about = Tìm tên cá nhân, tập thể, hộ gia đình trên bảng vàng của tất cả các năm.
search-no-script = Trình duyệt này không chạy JavaScript nên không tìm theo tên được. Mời bạn tra cứu theo năm và các danh sách dưới đây; trên mỗi trang, bạn có thể dùng chức năng tìm của trình duyệt.
search-letter = Tên bắt đầu bằng chữ { $letter }
search-letter-other = Tên không bắt đầu bằng chữ cái
given-name = Người tên { $name }
given-name-about = { NUMBER($n) } cá nhân, hộ gia đình được khen thưởng, xếp theo họ, tên đệm rồi đến đơn vị.
search-years = Bảng vàng theo năm
search-hint = Tìm tên
moved = Trang đã chuyển sang địa chỉ mới
moved-about = Nếu trình duyệt không tự chuyển, xin mở:
title-page = { $title } – Trang { $number }
og-locale = vi_VN

## Khung trang
skip = Chuyển đến nội dung chính
menu = Menu
menu-label = Menu chính
crumbs-label = Vị trí của trang
sections = Chuyên mục
look-up = Tra cứu
feed = RSS
phone = Điện thoại:
email = Thư điện tử:
hotline = Đường dây nóng:
responsible = Chịu trách nhiệm nội dung:
licence = Giấy phép số
social = Mạng xã hội
take-down = Nếu thông tin về bạn chưa đúng, hoặc bạn không muốn được nêu tên, xin gửi thư cho chúng tôi.
made-with = Trang được tạo bằng bangvang

## Danh sách
page-number = Trang { $number }
pager-label = Các trang của danh sách
previous = Trang trước
next = Trang sau
list-empty = Chưa có bài nào.
section-empty = Chuyên mục này chưa có bài nào.
tags-empty = Chưa có chủ đề nào.
home-empty = Trang chưa có bài nào. Bài đầu tiên sẽ hiện ở đây.
month = Tháng { $month }
months = Các tháng trong năm
year = Năm
from = Từ
until = Đến

## Số lượng
count-articles = { NUMBER($n) } bài
count-awards = { NUMBER($n) } lượt khen thưởng
# Chữ đứng sau một con số lớn.
label-awards = lượt khen thưởng
label-decisions = quyết định
label-individuals = cá nhân
label-collectives = tập thể
label-households = hộ gia đình

## Bài viết
source = Nguồn: { $name }
updated = Cập nhật:
contents = Trong bài
of-movements = Thuộc phong trào
related = Tin liên quan
newer = Bài mới hơn
older = Bài cũ hơn
neighbours-label = Bài khác trong mục { $section }
hidden-draft = Bản nháp
hidden-future = Chưa đến ngày đăng
hidden-expired = Đã hết hạn đăng
hidden-about = Chỉ hiện khi xem trước; bạn đọc chưa thấy trang này.

## Phong trào
movement = Phong trào thi đua
movements-running = Phong trào đang diễn ra
movements-empty = Chưa có phong trào nào được đăng.
movement-facts = Thông tin phong trào
time = Thời gian
launched-by = Đơn vị phát động
audience = Đối tượng
occasion = Nhân dịp
document = Kế hoạch
document-file = Xem văn bản
part-of = Thuộc phong trào
children = Các phong trào thành phần
phases = Các đợt thi đua
movement-honors = Khen thưởng từ phong trào
movement-honors-about = Đến nay phong trào đã có { NUMBER($n) } lượt tập thể, cá nhân, hộ gia đình được khen thưởng.
movement-news = Tin bài về phong trào
movement-news-empty = Chưa có tin bài nào về phong trào này.

## Bảng vàng
see-roll = Xem bảng vàng năm { $year }
all-rolls = Các năm khác
rolls-label = Bảng vàng các năm khác
rolls-empty = Chưa có bảng vàng nào. Bảng vàng sẽ xuất hiện khi có quyết định khen thưởng đầu tiên.
roll-empty = Bảng vàng năm này chưa có tên nào.
roll-newer = Năm sau
roll-older = Năm trước
kinds-jump = { NUMBER($n) } danh hiệu, hình thức
issuer-president = Chủ tịch nước
issuer-government = Chính phủ
issuer-prime-minister = Thủ tướng Chính phủ
issuer-confederation = Tổng Liên đoàn Lao động Việt Nam
issuer-ministry = Bộ, ban, ngành trung ương
issuer-province = Ủy ban nhân dân tỉnh
issuer-federation = Liên đoàn Lao động tỉnh
issuer-upper = Công đoàn cấp trên trực tiếp cơ sở
issuer-unit = Thủ trưởng đơn vị hoặc công đoàn cơ sở
issuer-commune = Ủy ban nhân dân cấp xã
class-nhat = hạng Nhất
class-nhi = hạng Nhì
class-ba = hạng Ba
prize-dac-biet = giải Đặc biệt
prize-nhat = giải Nhất
prize-nhi = giải Nhì
prize-ba = giải Ba
prize-khuyen-khich = giải Khuyến khích
hidden-name = Không nêu tên theo yêu cầu
unit-itself = Tập thể đơn vị
posthumous = truy tặng
shared-with = Cùng thực hiện: { $names }
decision = Quyết định số { $number }
decision-of = Quyết định số { $number } ngày
decision-row = { $number } ngày
decision-day = Quyết định ngày
row = STT { $no }
revoked = Đã hủy bỏ quyết định khen thưởng
revoked-by = Đã hủy bỏ theo Quyết định số { $by }
withdrawn = Đã gỡ tên theo yêu cầu
corrected = Đã đính chính
corrected-by = Đã đính chính theo Quyết định số { $by }
read-article = Bài viết: { $title }
of-movement = Phong trào: { $title }

roll-filter = Lọc bảng vàng
roll-whole = Xem toàn bộ bảng vàng năm { $year }
roll-downloads = Tải bảng vàng năm { $year } về máy
count-names = { NUMBER($n) } tên trong danh sách
names-index = Tra tên theo chữ cái
given-names-about = Chọn theo tên, không theo họ: Trần Thị Hoa Mai ở chữ M.
count-indexed = { NUMBER($n) } cá nhân, hộ gia đình
roll-names = Tra tên trong bảng vàng năm { $year }
roll-units = Bảng vàng năm { $year } theo đơn vị
roll-movements = Bảng vàng năm { $year } theo phong trào
filter-kinds = Danh hiệu, hình thức
filter-levels = Cấp khen thưởng
filter-recipients = Đối tượng
filter-movements = Phong trào
filter-units = Đơn vị
look-up-more = Tra cứu thêm
level-state = Cấp Nhà nước
level-ministry = Cấp bộ, ban, ngành
level-province = Cấp tỉnh
level-confederation = Cấp Tổng Liên đoàn
level-federation = Cấp Liên đoàn Lao động tỉnh
level-grassroots = Cấp cơ sở
to-individual = Cá nhân
to-collective = Tập thể
to-household = Hộ gia đình

## Quyết định
day = Ngày
in-year = Năm { $year }
undated = Không rõ ngày ký
decision-years = Các năm ký
decisions-newest = Quyết định mới nhất
count-decisions = { NUMBER($n) } quyết định
decision-nameless = Quyết định không rõ số
decisions-empty = Chưa có quyết định nào.
article-1 = Điều 1 khen thưởng
decision-scan = Xem bản chụp quyết định
decision-changed = { NUMBER($n) } trường hợp trong danh sách đã được đính chính hoặc hủy bỏ sau khi ký; xem ghi chú tại từng dòng.
annex = Danh sách được khen thưởng
annex-no = STT
annex-name = Họ tên, tập thể
annex-place = Chức vụ, đơn vị
annex-kind = Danh hiệu, hình thức
annex-citation = Thành tích
annex-movement-usual = Phong trào (trừ các dòng ghi khác)
annex-empty = Trang này chưa có danh sách kèm theo quyết định.

## Danh hiệu, hình thức
family-title = Danh hiệu thi đua
family-form = Hình thức khen thưởng
families-title = Danh hiệu thi đua
families-title-about = Ghi nhận kết quả của tập thể, cá nhân, hộ gia đình qua phong trào thi đua, xếp từ cao xuống thấp.
families-form = Hình thức khen thưởng
families-form-about = Biểu dương, tôn vinh tập thể, cá nhân, hộ gia đình có thành tích, xếp từ cao xuống thấp.
guide-name = Tên gọi
guide-level = Cấp
guide-issuers = Thẩm quyền quyết định
guide-to = Đối tượng
guide-count = Đã khen thưởng
kind-facts = Thông tin chung
kind-rules = Quy định
kind-classes = Gồm { $classes }
kind-once = Mỗi người chỉ được tặng một lần
kind-law = Căn cứ
kind-years = Xem trên bảng vàng năm

## Đơn vị
unit-kinds = Các loại đơn vị
unit-kinds-federation = Liên đoàn Lao động
unit-kinds-upper = Công đoàn cấp trên trực tiếp cơ sở
unit-kinds-grassroots = Công đoàn cơ sở
unit-kinds-professional = Công đoàn ngành, nghề
unit-kinds-enterprise = Doanh nghiệp
unit-kinds-agency = Cơ quan, đơn vị
unit-kinds-team = Tổ, đội, nhóm
unit-kind-federation = Liên đoàn Lao động
unit-kind-upper = Công đoàn cấp trên trực tiếp cơ sở
unit-kind-grassroots = Công đoàn cơ sở
unit-kind-professional = Công đoàn ngành, nghề
unit-kind-enterprise = Doanh nghiệp
unit-kind-agency = Cơ quan, đơn vị
unit-kind-team = Tổ, đội, nhóm
units-ended = Đơn vị đã kết thúc hoạt động
count-units = { NUMBER($n) } đơn vị
units-empty = Chưa có đơn vị nào.
formerly = Trước đây là
ending-dissolved = Kết thúc hoạt động ngày
ending-merged = Sáp nhập, kết thúc hoạt động ngày
ending-united = Hợp nhất, kết thúc hoạt động ngày
ending-split = Chia tách, kết thúc hoạt động ngày
ending-unknown = Kết thúc hoạt động ngày
ending-document = theo Quyết định số { $number }
successors-dissolved = Nhiệm vụ nay do đơn vị sau tiếp nhận:
successors-merged = Đã sáp nhập vào
successors-united = Đã hợp nhất thành
successors-split = Đã tách thành
successors-unknown = Nay là
parents = Trực thuộc
predecessors = Tiếp nối hoạt động của
unit-history = Quá trình hoạt động
unit-children = Đơn vị trực thuộc
unit-children-of = Đơn vị trực thuộc { $unit }
unit-children-list = Xem danh sách { NUMBER($n) } đơn vị trực thuộc
unit-awards = Thành tích đã được khen thưởng
unit-awards-empty = Trang này chưa ghi nhận khen thưởng nào của đơn vị.

## Trang không tìm thấy
way-honors = Thi đua, khen thưởng
way-news = Tin theo chuyên mục
way-more = Mục khác

## Người được khen thưởng
recipient-individual = Cá nhân được khen thưởng
recipient-collective = Tập thể được khen thưởng
recipient-household = Hộ gia đình được khen thưởng
recipient-about = { NUMBER($n) } lượt khen thưởng; { $unit }
recipient-articles = Bài viết liên quan
namesakes = Người cùng tên
namesakes-title = { $to ->
    [individual] Những người tên { $names }
    [collective] Các tập thể tên { $names }
    [household] Các hộ gia đình tên { $names }
   *[mixed] Cá nhân, tập thể tên { $names }
}
namesakes-about = Có nhiều cá nhân, tập thể trùng tên; hãy chọn theo đơn vị.
namesakes-list = Xem tất cả những người cùng tên
namesakes-latest = Gần nhất:
namesakes-removed = Một trường hợp trùng tên đã được gỡ theo yêu cầu.
gone = Trang đã được gỡ
gone-about = Thông tin trên trang này đã được gỡ theo yêu cầu. Số liệu chung của bảng vàng không thay đổi.

## Bảng tải về
downloads-all = Tải toàn bộ bảng vàng về máy
column-year = Năm
column-decision = Quyết định
column-signed = Ngày ký
column-issuer = Cơ quan ban hành
column-no = STT
column-to = Đối tượng
column-honorific = Ông/Bà
column-name = Họ tên
column-position = Chức vụ
column-unit = Đơn vị
column-kind = Danh hiệu, hình thức
column-class = Hạng
column-category = Loại hình
column-movement = Phong trào
column-period = Thời gian lập thành tích
column-citation = Thành tích
column-status = Ghi chú
category-cong-trang = Theo công trạng
category-phong-trao = Theo phong trào
category-dot-xuat = Đột xuất
category-cong-hien = Quá trình cống hiến
category-nien-han = Niên hạn
category-doi-ngoai = Đối ngoại

## Thống kê, đính chính
statistics = Thống kê khen thưởng
statistics-about = Số lượt khen thưởng theo năm, theo cấp và theo danh hiệu, hình thức. Khen thưởng đã bị hủy bỏ không được tính.
statistics-family = Số lượt khen thưởng theo năm
statistics-level = Số lượt khen thưởng theo cấp
statistics-kind = Số lượt khen thưởng theo danh hiệu, hình thức
chart-about = Biểu đồ { $n } năm; số liệu đầy đủ có trong bảng bên dưới.
total = Tổng số
workers = Công nhân trực tiếp
workers-about = Công nhân trực tiếp: tỷ lệ trong số cá nhân có ghi rõ chức vụ, công việc.
corrections = Đính chính, hủy bỏ
corrections-about = Những trường hợp khen thưởng đã được đính chính hoặc bị hủy bỏ, mới nhất xếp trước.
chart-table = Xem bảng số liệu
unit-beneath = Thành tích của các đơn vị trực thuộc qua các thời kỳ:
decision-affects = Quyết định này đính chính, hủy bỏ
statistics-kind-year = Danh hiệu, hình thức theo từng năm và đối tượng

## Công cụ của trang
tools = Cỡ chữ và màu nền
size-smaller = Chữ nhỏ hơn
size-normal = Cỡ chữ thường
size-larger = Chữ lớn hơn
dark = Nền tối
to-top = Về đầu trang
share = Chia sẻ
share-mail = Gửi qua thư điện tử
share-link = Sao chép liên kết
share-copied = Đã sao chép liên kết
share-print = In trang này
finder = Tìm tên trong bảng vàng
finder-go = Tìm
finder-about = Gõ họ tên, có dấu hay không dấu đều được.
finder-here = Tìm tên trong bảng này
order = Xếp theo
order-roll = Thứ tự của bảng vàng
order-name = Tên
order-unit = Chức vụ, đơn vị
finder-unit = Tìm đơn vị
finder-busy = Đang tìm…
finder-some = Tìm thấy { $n } kết quả.
finder-none = Không tìm thấy tên này trong các bảng vàng. Bạn hãy thử gõ một phần của tên.
finder-none-here = Trên trang này không có dòng nào phù hợp.
finder-failed = Không tải được dữ liệu. Bạn hãy thử lại khi có mạng.
days-left = còn { $n } ngày
awards-by-year = Khen thưởng qua các năm
motto-country = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
motto = Độc lập - Tự do - Hạnh phúc
portrait = Ảnh chân dung { $name }
keepsake-view = Trang lưu niệm
keepsake = Trang lưu niệm, không có giá trị thay thế bản chính
keepsake-print = In trang lưu niệm
keepsake-close = Đóng trang lưu niệm
keepsake-honors = Ghi nhận
