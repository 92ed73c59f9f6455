#include "support/certificates.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>

namespace rw::test {
namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Paper = std::unique_ptr<X509, decltype(&X509_free)>;

Key make_key() {
    return {EVP_EC_gen("P-256"), &EVP_PKEY_free};
}

void add_extension(X509* paper, int nid, std::string const& value) {
    auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str());
    X509_add_ext(paper, extension, -1);
    X509_EXTENSION_free(extension);
}

Paper make_paper(CertificateWish const& wish, EVP_PKEY* key, long serial) {
    Paper paper{X509_new(), &X509_free};
    X509_set_version(paper.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(paper.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(paper.get()), wish.valid_from_days * 86'400L);
    X509_gmtime_adj(X509_getm_notAfter(paper.get()), wish.valid_until_days * 86'400L);
    X509_set_pubkey(paper.get(), key);
    auto* subject = X509_get_subject_name(paper.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<unsigned char const*>(wish.name.c_str()), -1, -1, 0);
    return paper;
}

void write(Certificate const& files, X509* paper, EVP_PKEY* key) {
    if (auto* out = std::fopen(files.certificate_file.c_str(), "w")) {
        PEM_write_X509(out, paper);
        std::fclose(out);
    }
    if (auto* out = std::fopen(files.key_file.c_str(), "w")) {
        PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
        std::fclose(out);
    }
}

}  // namespace

struct Authority::State {
    Key key = make_key();
    Paper paper = make_paper({"replywatch test authority", -1, 30, true}, key.get(), 1);
    long serial = 1;
};

Authority::Authority(std::string folder) : folder_{std::move(folder)}, state_{new State} {
    auto* paper = state_->paper.get();
    X509_set_issuer_name(paper, X509_get_subject_name(paper));
    add_extension(paper, NID_basic_constraints, "critical,CA:TRUE");
    X509_sign(paper, state_->key.get(), EVP_sha256());
    write({file(), folder_ + "/ca.key"}, paper, state_->key.get());
}

Authority::~Authority() {
    delete state_;
}

Certificate Authority::issue(CertificateWish const& wish) const {
    auto const key = make_key();
    auto const paper = make_paper(wish, key.get(), ++state_->serial);
    bool const is_address = wish.name.find_first_not_of("0123456789.") == std::string::npos;
    add_extension(paper.get(), NID_subject_alt_name, (is_address ? "IP:" : "DNS:") + wish.name);
    auto* issuer = wish.self_signed ? paper.get() : state_->paper.get();
    X509_set_issuer_name(paper.get(), X509_get_subject_name(issuer));
    X509_sign(paper.get(), wish.self_signed ? key.get() : state_->key.get(), EVP_sha256());
    auto const stem = folder_ + "/" + std::to_string(state_->serial);
    Certificate files{stem + ".pem", stem + ".key"};
    write(files, paper.get(), key.get());
    return files;
}

}  // namespace rw::test
