# Mọi câu chữ mà giao diện tự nói. Muốn đổi một câu, chép riêng dòng ấy vào
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
rolls = Bảng vàng
rolls-about = Những tập thể, cá nhân, hộ gia đình được khen thưởng, xếp theo năm lập thành tích.
roll-year = Bảng vàng năm { $year }
roll-about = Bảng vàng năm { $year }: { NUMBER($awards) } lượt khen thưởng theo { NUMBER($decisions) } quyết định.
not-found = Không tìm thấy trang này
not-found-about = Địa chỉ có thể đã đổi, hoặc bài đã được gỡ xuống. Mời bạn đi tiếp từ một trong những lối dưới đây.
not-found-tell = Nếu bạn đến đây từ một đường dẫn trên trang này, xin báo cho chúng tôi biết qua
moved = Trang đã chuyển sang địa chỉ mới
moved-about = Nếu trình duyệt không tự chuyển, xin mở:
title-page = { $title } – Trang { $number }
og-locale = vi_VN

## Khung trang
skip = Đến phần nội dung
menu = Danh mục
menu-label = Danh mục chính
crumbs-label = Bạn đang ở
sections = Chuyên mục
look-up = Tra cứu
feed = Nguồn tin Atom
phone = Điện thoại:
email = Thư điện tử:
take-down = Nếu thông tin về bạn chưa đúng, hoặc bạn không muốn nêu tên, xin gửi thư cho chúng tôi.
made-with = Trang được làm bằng bangvang

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
hidden-about = Chỉ thấy khi xem thử, bạn đọc chưa thấy trang này.

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
rolls-empty = Chưa có bảng vàng nào. Bảng vàng sẽ có khi quyết định khen thưởng đầu tiên được nhập.
roll-empty = Bảng vàng năm này chưa có tên nào.
roll-newer = Năm sau
roll-older = Năm trước
kinds = { NUMBER($n) } danh hiệu, hình thức
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
hidden-name = Không nêu tên theo yêu cầu
posthumous = truy tặng
shared-with = Cùng thực hiện: { $names }
decision = Quyết định số { $number }
decision-of = Quyết định số { $number } ngày
decision-day = Quyết định ngày
row = STT { $no }
revoked = Đã hủy bỏ quyết định khen thưởng
revoked-by = Đã hủy bỏ theo Quyết định số { $by }
corrected = Đã đính chính
corrected-by = Đã đính chính theo Quyết định số { $by }
read-article = Bài viết: { $title }
of-movement = Phong trào: { $title }

## Trang không tìm thấy
way-honors = Thi đua, khen thưởng
way-news = Tin theo chuyên mục
way-more = Lối khác
