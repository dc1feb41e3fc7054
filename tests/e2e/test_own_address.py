"""A phone at one's own address: over https, through a proxy that takes the encryption off."""

from playwright.sync_api import Page, expect

from tests.browser import Running


def test_a_page_there_is_a_secure_context_with_all_that_needs_one(
    at_own_address: Running, phone_page: Page
) -> None:
    phone_page.goto(at_own_address.open_url())
    expect(phone_page).to_have_url(f"{at_own_address.url}/")
    assert phone_page.evaluate("isSecureContext && 'serviceWorker' in navigator && !!navigator.clipboard")
    cookies = phone_page.context.cookies()
    assert cookies
    assert all(cookie["secure"] for cookie in cookies)


def test_a_jot_goes_through_the_proxy(at_own_address: Running, phone_page: Page) -> None:
    at_own_address.cli("round", "add", "Acme, coding, ended now", check=True)
    phone_page.goto(at_own_address.open_url())
    phone_page.get_by_role("link", name="Jot").first.click()
    phone_page.locator("main textarea").first.fill("lost the DP state")
    phone_page.locator("main form").filter(has=phone_page.locator("textarea")).get_by_role(
        "button"
    ).first.click()
    expect(phone_page.get_by_text("lost the DP state").first).to_be_visible()
    assert "lost the DP state" in at_own_address.cli("jots", check=True).stdout
