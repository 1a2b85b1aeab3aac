/*
 * main — options, the command table, exit statuses.
 */
int main(void)
{
    return 0;
}
