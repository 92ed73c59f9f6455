#include "notify/mail.hpp"

#include "core/text.hpp"
#include "notify/bulletin.hpp"
#include "notify/channels.hpp"
#include "notify/labels.hpp"
#include "notify/platform.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace rw::notify {
namespace {

constexpr std::size_t raw_bytes_a_word = 42;  // of an encoded word, so that it has at most 75 characters
constexpr std::size_t longest_line = 76;
constexpr std::string_view end = "\r\n";
constexpr Phrase html_language{"zh-CN", "en"};

bool is_plain(std::string_view text) {
    return text.find("=?") == text.npos &&
           std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string one_line(std::string_view text) {
    std::string out;
    for (char const c : text)
        out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    return out;
}

std::string in_lines(std::string const& base) {
    std::string out;
    for (std::size_t at = 0; at < base.size(); at += longest_line)
        out.append(base, at, longest_line).append(end);
    return out;
}

std::string header(std::string_view name, std::string_view value) {
    return std::string{name} + ": " + std::string{value} + std::string{end};
}

/// `Thu, 26 Nov 2026 12:00:00 +0000`.
std::string mail_date(TimePoint when) {
    std::time_t const seconds = to_millis(when) / 1000;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 64> out{};
    auto const size = std::strftime(out.data(), out.size(), "%a, %d %b %Y %H:%M:%S +0000", &parts);
    return {out.data(), size};
}

std::string shown(MailAddress const& who) {
    if (who.name.empty()) return who.address;
    if (!is_plain(who.name)) return encode_header(who.name) + " <" + who.address + ">";
    std::string quoted;
    for (char const c : who.name)
        quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    return "\"" + quoted + "\" <" + who.address + ">";
}

std::string host_of(MailAddress const& who) {
    return who.address.substr(who.address.rfind('@') + 1);
}

std::string ids(Envelope const& envelope, Bulletin const& bulletin) {
    auto const host = host_of(envelope.from);
    auto const& notice = bulletin.notices.front();
    auto const of_notice = "<" + notice.id.text() + "@" + host + ">";
    if (bulletin.incidents.size() != 1) return header("Message-ID", of_notice);
    auto const root = "<incident-" + notice.incident.text() + "@" + host + ">";
    if (notice.news == alert::News::opened) return header("Message-ID", root);
    return header("Message-ID", of_notice) + header("In-Reply-To", root) + header("References", root);
}

std::string with_breaks(std::string_view text) {
    std::string out;
    for (char const c : html_text(text))
        out += c == '\n' ? std::string{"<br>\n"} : std::string{c};
    return out;
}

std::string_view colour_of(care::Level level) {
    switch (level) {
        case care::Level::red: return "#b3261e";
        case care::Level::orange: return "#b45309";
        case care::Level::yellow: return "#7a6000";
        default: return "#1d4ed8";
    }
}

std::string html_of(Bulletin const& bulletin, std::string const& text) {
    auto const link = bulletin.incidents.size() == 1 ? ack_link(bulletin, 0) : std::string{};
    std::string out = "<!doctype html><html lang=\"" + std::string{html_language.in(bulletin.language)} +
                      "\"><body style=\"font:16px/1.6 sans-serif\">\n";
    out += "<p style=\"font-weight:bold;color:" + std::string{colour_of(worst_of(bulletin))} + "\">" +
           html_text(headline(bulletin)) + "</p>\n<p>" + with_breaks(below_headline(text)) + "</p>\n";
    if (!link.empty())
        out += "<p><a href=\"" + html_text(link) +
               "\" style=\"background:#1d4ed8;color:#fff;padding:10px 18px;border-radius:6px;"
               "text-decoration:none\">" +
               std::string{take_it_on.in(bulletin.language)} + "</a></p>\n";
    return out + "</body></html>\n";
}

std::string part(std::string_view type, std::string const& text) {
    return "Content-Type: " + std::string{type} +
           "; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + in_lines(base64(text));
}

}  // namespace

std::optional<MailAddress> parse_mail_address(std::string_view text) {
    auto const is_address = [](std::string_view one) {
        auto const at = one.find('@');
        return at != one.npos && at > 0 && at + 1 < one.size() && one.find_first_of(" <>,\r\n") == one.npos;
    };
    text = trim(text);
    if (is_address(text)) return MailAddress{{}, std::string{text}};
    auto const open = text.rfind('<');
    if (open == text.npos || !text.ends_with('>')) return std::nullopt;
    auto const address = text.substr(open + 1, text.size() - open - 2);
    auto name = trim(text.substr(0, open));
    if (name.size() >= 2 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
    if (!is_address(address)) return std::nullopt;
    return MailAddress{one_line(name), std::string{address}};
}

std::string encode_header(std::string_view text) {
    auto const line = one_line(text);
    if (is_plain(line) && line.size() <= longest_line - 10) return line;
    std::string out;
    for (std::string_view rest = line; !rest.empty();) {
        auto const word = clip_bytes(rest, raw_bytes_a_word);
        rest.remove_prefix(word.size());
        out += (out.empty() ? "" : "\r\n ") + ("=?UTF-8?B?" + base64(word) + "?=");
    }
    return out;
}

std::string render_mail(Envelope const& envelope, Bulletin const& bulletin) {
    constexpr std::size_t most = 64 << 10;
    auto const shrink = shrink_of(bulletin);
    auto const text = words(bulletin, {false, shrink == 0, most >> static_cast<unsigned>(shrink)});
    auto const boundary = "rw-" + bulletin.notices.front().id.text();
    std::string to;
    for (auto const& address : envelope.to)
        to += (to.empty() ? "" : ",\r\n ") + address;
    std::string out =
        header("Date", mail_date(bulletin.now)) + header("From", shown(envelope.from)) + header("To", to) +
        header("Subject", encode_header(headline(bulletin))) + ids(envelope, bulletin) +
        header("MIME-Version", "1.0") + header("Auto-Submitted", "auto-generated") +
        header("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"") + std::string{end};
    out += "--" + boundary + "\r\n" + part("text/plain", text + "\n");
    out += "--" + boundary + "\r\n" + part("text/html", html_of(bulletin, text));
    return out + "--" + boundary + "--\r\n";
}

}  // namespace rw::notify
