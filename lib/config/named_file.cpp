#include "config/named_file.hpp"

#include "config/day_file.hpp"
#include "config/lines.hpp"
#include "core/text.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <array>

namespace rw::config {
namespace {

Result<std::string> content_at(Node const& node, Reading const& reading) {
    auto const place = reading.place_of(node.text);
    if (!place) return place.error();
    return read_file(*place);
}

/// The content of the file that `node` names; nothing after a complaint.
std::optional<std::string> content_of(Node const& node, Reading& reading) {
    auto content = content_at(node, reading);
    if (content) return std::move(*content);
    auto const place = reading.place_of(node.text);
    reading.complain(node.at,
                     place ? "cannot read `" + *place + "`: " + content.error().doing : place.error().doing);
    return std::nullopt;
}

/// The same for a secret. What is written here may be the secret itself, so it is not repeated.
std::optional<std::string> secret_of(Node const& node, Reading& reading) {
    if (looks_like_secret(node.text)) {
        reading.complain(node.at, "this is the secret itself, expected the path of a file that holds it");
        return std::nullopt;
    }
    auto content = content_at(node, reading);
    if (content) return std::move(*content);
    reading.complain(node.at, "cannot read the file that is named here: " + content.error().doing);
    return std::nullopt;
}

/// What a line of a named file amounts to, or what is wrong with it and which of its cells.
struct Flaw {
    std::size_t cell = 0;
    std::string text;
};
template <class T>
using Parsed = std::variant<T, Flaw>;

template <class T, class ReadLine>
std::vector<T> read_lines(Node const& node, Reading& reading, ReadLine read_line) {
    std::vector<T> all;
    auto const content = content_of(node, reading);
    if (!content) return all;
    auto const file = reading.place_of(node.text).value();
    for (auto const& line : lines_of(*content)) {
        Parsed<T> row = read_line(line);
        if (auto* const good = std::get_if<T>(&row)) {
            all.push_back(std::move(*good));
            continue;
        }
        auto const& flaw = std::get<Flaw>(row);
        auto const at = line[std::min(flaw.cell, line.size() - 1)].at;
        reading.complain_of({file, at.line, at.column, flaw.text});
    }
    return all;
}

bool is_token_hash(std::string_view text) {
    auto const hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    return text.size() == 64 && std::ranges::all_of(text, hex);
}

Parsed<User> user_of(Line const& line) {
    if (line.size() != 3) return Flaw{0, "expected HASH,NAME,ROLE"};
    if (!is_token_hash(line[0].text)) {
        return Flaw{0,
                    "the first field is no token hash, expected the SHA-256 of the token as 64 lower-case "
                    "hex digits"};
    }
    if (line[1].text.empty()) return Flaw{1, "the name is missing, expected HASH,NAME,ROLE"};
    constexpr std::array<std::string_view, 3> roles{"viewer", "operator", "admin"};
    if (std::ranges::find(roles, line[2].text) == roles.end()) {
        return Flaw{2, "the role is not known, expected viewer, operator or admin"};
    }
    return User{line[0].text, line[1].text, line[2].text};
}

/// `diamond, core, normal, new or hostile-known`.
std::string tier_names() {
    std::string names;
    for (std::size_t i = 0; i < care::tier_count; ++i) {
        auto const* const before = i == 0 ? "" : i + 1 == care::tier_count ? " or " : ", ";
        names += before + std::string{care::to_text(static_cast<care::Tier>(i))};
    }
    return names;
}

Parsed<Vip> vip_of(Line const& line) {
    if (line.size() != 2) return Flaw{0, "expected UID,TIER"};
    auto const uid = Uid::parse(line[0].text);
    if (!uid) return Flaw{0, "the first field is no uid, expected a number such as 1904178193"};
    auto const tier = care::parse_tier(line[1].text);
    if (!tier) return Flaw{1, "the tier is not known, expected " + tier_names()};
    return Vip{*uid, *tier};
}

template <class T, class ReadLine>
Kind<std::vector<T>> list_file(std::string type, ReadLine read_line) {
    auto read = [=](Node const& node, Reading& reading) -> std::optional<std::vector<T>> {
        if (!is_a(Node::Type::text, node, reading, "the path of a file")) return std::nullopt;
        if (node.text.empty()) return std::vector<T>{};
        return read_lines<T>(node, reading, read_line);
    };
    return {std::move(type), std::move(read), [](std::vector<T> const&) { return std::string{"\"\""}; }};
}

/// Without the line end that editors put there.
std::string without_line_end(std::string text) {
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
    return text;
}

std::optional<std::string> wrong_with_secret(std::string const& secret, std::string const& content) {
    auto const expected = ", expected nothing in it but " + content;
    if (secret.empty()) return "the file that is named here is empty" + expected;
    bool const blank = std::ranges::any_of(secret, [](unsigned char c) { return c <= ' ' || c == 0x7F; });
    if (blank) return "the file that is named here has blanks or several lines" + expected;
    return std::nullopt;
}

}  // namespace

bool looks_like_secret(std::string_view text) {
    return text.find("://") != text.npos || text.starts_with("whsec_");
}

Kind<Secret> secret_file(std::string content, Check check) {
    auto read = [=](Node const& node, Reading& reading) -> std::optional<Secret> {
        if (!is_a(Node::Type::text, node, reading, "the path of a file")) return std::nullopt;
        if (node.text.empty()) return Secret{};
        auto text = secret_of(node, reading);
        if (!text) return std::nullopt;
        auto secret = without_line_end(std::move(*text));
        auto wrong = wrong_with_secret(secret, content);
        if (!wrong && check) wrong = check(secret);
        if (!wrong) return Secret{std::move(secret)};
        reading.complain(node.at, *wrong);
        return std::nullopt;
    };
    return {"path or `credential:NAME`", std::move(read), [](Secret const&) { return std::string{"\"\""}; }};
}

Kind<std::string> path() {
    auto const kind = text();
    auto read = [kind](Node const& node, Reading& reading) -> std::optional<std::string> {
        auto const written = kind.read(node, reading);
        if (!written) return std::nullopt;
        auto const place = written->empty()
                               ? Result<std::string>{Failure{Fault::bad_input, "is empty, expected a path"}}
                               : reading.place_of(*written);
        if (place) return *place;
        reading.complain(node.at, place.error().doing);
        return std::nullopt;
    };
    return {"path", std::move(read), kind.show};
}

Kind<std::string> readable_file() {
    auto const kind = text();
    auto read = [kind](Node const& node, Reading& reading) -> std::optional<std::string> {
        auto const written = kind.read(node, reading);
        if (!written || written->empty()) return written;
        if (!content_of(node, reading)) return std::nullopt;
        return reading.place_of(*written).value();
    };
    return {"path or empty", std::move(read), kind.show};
}

Kind<std::vector<User>> users_file() {
    return list_file<User>("path or `credential:NAME`", user_of);
}

std::string file_mark(std::string const& path) {
    struct stat now{};
    if (stat(path.c_str(), &now) != 0) return {};
    return std::to_string(now.st_ino) + "/" + std::to_string(now.st_size) + "/" +
           std::to_string(now.st_mtim.tv_sec) + "." + std::to_string(now.st_mtim.tv_nsec);
}

Result<std::vector<User>> read_users(std::string const& path) {
    auto const content = read_file(path);
    if (!content) return content.error();
    std::vector<User> all;
    for (auto const& line : lines_of(*content)) {
        Parsed<User> row = user_of(line);
        if (auto* const good = std::get_if<User>(&row)) {
            all.push_back(std::move(*good));
            continue;
        }
        auto const& flaw = std::get<Flaw>(row);
        auto const at = line[std::min(flaw.cell, line.size() - 1)].at;
        return Failure{Fault::bad_input, path + ":" + std::to_string(at.line) + ":" +
                                             std::to_string(at.column) + ": " + flaw.text};
    }
    return all;
}

Kind<std::vector<Vip>> vip_file() {
    return list_file<Vip>("path", vip_of);
}

std::optional<care::DayList> read_days(Node const& written, Reading& reading) {
    auto const content = content_of(written, reading);
    if (!content) return std::nullopt;
    auto const place = reading.place_of(written.text).value();
    auto file = parse_day_file(*content, place);
    bool const good = file.flaws.empty();
    for (auto& flaw : file.flaws)
        reading.complain_of(std::move(flaw));
    if (good && file.list.source.empty())
        reading.warn(written.at,
                     "`" + place + "` does not say what it was taken from: put a line `# source: …` into it");
    return std::move(file.list);
}

}  // namespace rw::config
