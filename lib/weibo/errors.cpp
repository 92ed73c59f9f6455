#include "weibo/errors.hpp"

#include "core/text.hpp"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace rw::weibo {
namespace {

using enum ErrorClass;

/// Codes from `first` to `last` of one class; sorted, and the first row that holds a code decides.
struct Row {
    int first;
    int last;
    ErrorClass what;
};
constexpr std::array rows{
    Row{10001, 10003, retry},       Row{10004, 10004, forbidden}, Row{10005, 10006, forbidden},
    Row{10007, 10008, permanent},   Row{10009, 10011, retry},     Row{10012, 10012, permanent},
    Row{10013, 10013, auth},        Row{10014, 10014, forbidden}, Row{10016, 10018, permanent},
    Row{10020, 10020, forbidden},   Row{10021, 10021, permanent}, Row{10022, 10022, limit_ip},
    Row{10023, 10024, limit_token}, Row{10025, 10025, retry},     Row{10026, 10026, forbidden},
    Row{20003, 20003, gone},        Row{20014, 20014, retry},     Row{20015, 20015, forbidden},
    Row{20016, 20016, limit_token}, Row{20022, 20022, limit_ip},  Row{20023, 20023, retry},
    Row{20031, 20031, forbidden},   Row{20032, 20032, success},   Row{20033, 20033, auth},
    Row{20101, 20101, gone},        Row{20112, 20112, gone},      Row{20132, 20132, gone},
    Row{20135, 20135, gone},        Row{20201, 20201, gone},      Row{20505, 20505, limit_token},
    Row{21301, 21301, auth},        Row{21302, 21304, forbidden}, Row{21305, 21306, permanent},
    Row{21307, 21313, forbidden},   Row{21314, 21319, auth},      Row{21320, 21320, forbidden},
    Row{21321, 21321, auth},        Row{21322, 21322, forbidden}, Row{21323, 21323, permanent},
    Row{21324, 21324, forbidden},   Row{21325, 21325, permanent}, Row{21326, 21326, forbidden},
    Row{21327, 21327, auth},        Row{21328, 21330, permanent}, Row{21331, 21331, retry},
    Row{21332, 21332, auth},        Row{21333, 21333, forbidden}, Row{21334, 21334, auth},
    Row{21335, 21335, permanent},   Row{21337, 21337, forbidden}, Row{21405, 21405, retry},
    Row{21501, 21501, auth},        Row{21502, 21502, forbidden}, Row{21601, 21601, retry},
    Row{21610, 21610, auth},        Row{21611, 21612, forbidden}, Row{21620, 21620, permanent},
    Row{21701, 21703, forbidden},
};

constexpr int closed_or_revoked = 21321;
constexpr int not_yourself = 21335;
constexpr int not_your_counters = 21620;

Fault fault_of(ErrorClass what) {
    switch (what) {
        case retry: return Fault::timed_out;
        case limit_token:
        case limit_ip: return Fault::throttled;
        case gone: return Fault::gone;
        default: return Fault::refused;
    }
}

/// An `error_code`, as a number or as a text (weibo-api 10.10).
std::optional<int> code_in(rapidjson::Value const& object) {
    auto const found = object.FindMember("error_code");
    if (found == object.MemberEnd()) return std::nullopt;
    if (found->value.IsInt()) return found->value.GetInt();
    if (!found->value.IsString()) return std::nullopt;
    int code = 0;
    std::string_view const text{found->value.GetString(), found->value.GetStringLength()};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return code;
}

std::string words_in(rapidjson::Value const& object) {
    auto const found = object.FindMember("error");
    if (found == object.MemberEnd() || !found->value.IsString()) return {};
    return shorten(to_utf8({found->value.GetString(), found->value.GetStringLength()}), 120);
}

/// What the status alone says, when the body says nothing (weibo-api 6.2). Pages of proxies and of
/// maintenance come with any status and pass: without a code nothing is given up for good, no token either.
ErrorClass class_of_status(int status) {
    return status == 429 ? limit_token : retry;
}

constexpr std::size_t longest_error_body = 8192;

}  // namespace

std::string_view to_text(ErrorClass what) {
    constexpr std::array<std::string_view, 8> names{"permanent", "retry",     "limit_token", "limit_ip",
                                                    "auth",      "forbidden", "gone",        "success"};
    return names[static_cast<std::size_t>(what) % names.size()];
}

ErrorClass class_of(int code) {
    auto const found =
        std::ranges::find_if(rows, [&](Row const& row) { return row.first <= code && code <= row.last; });
    if (found != rows.end()) return found->what;
    return code >= 10000 && code < 20000 ? retry : permanent;
}

bool is_permission(int code) {
    return code == closed_or_revoked || code == not_yourself || code == not_your_counters ||
           class_of(code) == forbidden;
}

ErrorClass class_of(int code, bool token_works) {
    return code == closed_or_revoked && token_works ? forbidden : class_of(code);
}

void throw_exception_from_error(Trouble const& trouble, boost::source_location const& where) {
    throw std::logic_error{std::string{where.file_name()} + ":" + std::to_string(where.line()) +
                           ": value() of a trouble: " + trouble.failure.doing};
}

std::optional<Trouble> trouble_in(net::Response const& response, std::string_view doing) {
    bool const may_hold_error =
        response.body.size() <= longest_error_body && response.body.find("error_code") != std::string::npos;
    if (may_hold_error) {
        rapidjson::Document document;
        document.Parse<rapidjson::kParseIterativeFlag>(response.body.data(), response.body.size());
        auto const code = !document.HasParseError() && document.IsObject() ? code_in(document) : std::nullopt;
        if (code) {
            auto const what = class_of(*code);
            if (what == success) return std::nullopt;
            auto words = std::string{doing} + ": " + std::to_string(*code) + " " + words_in(document);
            return Trouble{what, *code, Failure{fault_of(what), std::move(words)}};
        }
    }
    if (response.status == 200) return std::nullopt;
    auto const what = class_of_status(response.status);
    auto words = std::string{doing} + ": HTTP " + std::to_string(response.status) + " without an error code";
    return Trouble{what, 0, Failure{fault_of(what), std::move(words)}};
}

Trouble unreadable(net::Response const& response, std::string_view doing, std::string_view why) {
    auto const begin = shorten(to_utf8(trim(response.body).substr(0, 80)), 40);
    auto words = std::string{doing} + ": " + std::string{why} +
                 (response.body.empty() ? " (the body is empty)" : " (it begins `" + begin + "`)");
    return Trouble{retry, 0, Failure{Fault::timed_out, std::move(words)}};
}

}  // namespace rw::weibo
